import type { Kafka } from 'kafkajs';
import type { Log } from '../clock.ts';
import type { Bus, HandleBatch, Subscription } from '../ports/bus.ts';
import type { RefusedRecord } from './bus-handle.ts';
import { lagsOf, type Offsets } from './bus-offsets.ts';
import { usualPauses, type Pauses } from './bus-rest.ts';
import { startSubscription } from './bus-subscription.ts';

/** How groups work, and who is told what. */
export interface GroupOptions {
  /** Before the name of every topic and group, e.g. `cpom.24.` */
  readonly prefix: string;
  readonly pauses?: Pauses;
  /** How long the brokers keep a fetch that finds nothing, in milliseconds. */
  readonly longPoll?: number;
  readonly log: Log;
  /** Told each time a group could not handle its batch, which then comes again. */
  readonly onFault?: (fault: unknown, group: string) => void;
  /** Told of each record that is no message of ours; it is logged in any case. */
  readonly onRefused?: (refused: RefusedRecord) => void;
}

interface GroupParts extends GroupOptions {
  readonly kafka: Kafka;
  readonly offsets: Offsets;
  readonly toBroker: (name: string) => string;
  /** Resolves when the topics may be used. */
  known(topics: readonly string[]): Promise<void>;
}

/** The groups that this process works for. */
export interface Groups extends Pick<Bus, 'subscribe' | 'lags'> {
  close(): Promise<void>;
}

const usualLongPoll = 300;

async function start(parts: GroupParts, group: string, topics: readonly string[], handle: HandleBatch): Promise<Subscription> {
  const { kafka, offsets, prefix, toBroker, log, pauses = usualPauses, longPoll = usualLongPoll } = parts;
  await parts.known(topics);
  return startSubscription({
    kafka, offsets, log, pauses, longPoll, handle,
    group: toBroker(group), topics: topics.map(toBroker), nameOf: (name) => name.slice(prefix.length),
    onFault: (fault) => { parts.onFault?.(fault, group); },
    onRefused: (record) => {
      log.error({ ...record, group }, 'a record was refused and passed over');
      parts.onRefused?.({ ...record, group });
    },
  });
}

/** No group works yet. */
export function openGroups(parts: GroupParts): Groups {
  const live = new Map<string, { readonly topics: readonly string[]; readonly subscription: Promise<Subscription> }>();
  return {
    subscribe: async (group, names, handle) => {
      if (live.has(group)) throw new Error(`the group ${group} already has a subscription in this process`);
      const topics = [...new Set(names)];
      const entry = { topics: topics.map(parts.toBroker), subscription: start(parts, group, topics, handle) };
      live.set(group, entry);
      const release = (): void => { if (live.get(group) === entry) live.delete(group); };
      const { caughtUp, stop } = await entry.subscription.catch((error: unknown) => { release(); throw error; });
      return { caughtUp, stop: async () => { await stop(); release(); } };
    },
    lags: () => lagsOf(parts.offsets, { prefix: parts.prefix, subscribed: new Map([...live].map(([group, { topics }]) => [parts.toBroker(group), topics])) }),
    close: async () => { await Promise.allSettled([...live.values()].map(async ({ subscription }) => (await subscription).stop())); },
  };
}
