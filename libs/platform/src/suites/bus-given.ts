import { randomUUID } from 'node:crypto';
import type { Bus, BusMessage } from '../ports/bus.ts';

/** A bus that an adapter opened. Others may use the same one: names are never reused. */
export interface BusUnderTest {
  bus: Bus;
  /** Ends every subscription, lets go of the bus and opens the same one again, as after a restart. */
  reopen(): Promise<Bus>;
  close(): Promise<void>;
}

/** A name nobody has used. */
export const fresh = (what: string): string => `${what}-${randomUUID()}`;

/** A message whose every attribute can be told from another's. */
export const message = (topic: string, key: string, sequence: number): BusMessage => ({
  topic,
  key,
  event: {
    id: `${key}/${sequence}`,
    source: 'cpom://region-24/contracts',
    type: 'cpom.contracts.v1.ContractState',
    subject: key,
    time: '2026-03-27T12:00:00.000Z',
    sequence,
    ...(sequence % 2 === 0 ? { traceparent: `00-${sequence}-01` } : {}),
  },
  payload: Uint8Array.of(0, 255, sequence % 256, ...Buffer.from(key)),
});

/** What a message says, comparable: bytes as hexadecimal, whatever class an adapter gives them. */
export const plain = ({ topic, key, event, payload }: BusMessage) => ({ topic, key, event: { ...event }, payload: Buffer.from(payload).toString('hex') });

export const byKey = <T extends { readonly key: string }>(items: readonly T[]): Map<string, T[]> => Map.groupBy(items, ({ key }) => key);

/** The sequences of a key in the order they came, a repeat counted the first time only. */
export const firstTimes = (messages: readonly BusMessage[]): Map<string, number[]> =>
  new Map([...byKey(messages)].map(([key, all]) => [key, [...new Set(all.map(({ event }) => event.sequence))]]));

/** Each message the first time it came: a bus may give one again (a group that rebalances, a sender that repeats), never none. */
const once = (messages: readonly BusMessage[]): BusMessage[] =>
  [...new Map(messages.map((one) => [JSON.stringify([one.topic, one.event.id]), one])).values()];

/** Everything a group is given until it has caught up, a repeat counted the first time only. */
export async function heard(bus: Bus, topics: readonly string[], group = fresh('group')): Promise<BusMessage[]> {
  const messages: BusMessage[] = [];
  const subscription = await bus.subscribe(group, topics, async (batch) => {
    messages.push(...batch);
  });
  await subscription.caughtUp();
  await subscription.stop();
  return once(messages);
}
