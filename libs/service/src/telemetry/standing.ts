import type { Attributes } from '@opentelemetry/api';
import type { Ports } from '@cpom/platform';
import { gauged, instruments } from './instruments.ts';

type Held = { readonly as: string; readonly messages: readonly unknown[] };
type Cursor = { readonly position: number };

const { groupLag, pumpLag, held } = instruments;
const states: readonly string[] = ['waiting', 'parked', 'unknown'];

/**
 * How a service stands, read from its own storage each time figures are collected, and only then: how far its views and its
 * relay are, what it holds back, how far its groups are. Nothing is kept for it while the service works.
 */
export const observeStanding = ({ journal, state, bus }: Ports, of: Attributes, groups: ReadonlySet<string>): (() => void) =>
  gauged([groupLag, pumpLag, held], async (tell) => {
    const { position } = await journal.head();
    for (const { key, value } of await state.list<Cursor>('cursor:')) tell(pumpLag, Math.max(0, position - value.position), { ...of, 'cpom.pump': key.slice('cursor:'.length) });
    const kept = (await state.list('held:')).map(({ value }) => value as unknown as Held);
    for (const as of states) tell(held, kept.filter((entry) => entry.as === as).reduce((sum, { messages }) => sum + messages.length, 0), { ...of, 'cpom.held.as': as });
    for (const { group, topic, lag } of groups.size > 0 ? await bus.lags() : []) {
      if (groups.has(group)) tell(groupLag, lag, { ...of, 'messaging.consumer.group.name': group, 'messaging.destination.name': topic });
    }
  });
