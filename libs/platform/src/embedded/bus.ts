import type { Bus, BusMessage } from '../ports/bus.ts';
import type { Checkpoints } from './checkpoints.ts';
import { compactor, usualCompaction, type Compaction } from './bus-compaction.ts';
import { busLog, type BusLog } from './bus-log.ts';
import { rowsPerTransaction, writeQueue } from './write-queue.ts';
import { usualPauses, type Pauses } from './bus-rest.ts';
import { startSubscription, type LiveSubscription } from './bus-subscription.ts';
import { openDatabase } from './database.ts';

/** One file an instance. All services of the process share one open bus: it is what wakes the groups. */
export interface EmbeddedBusOptions {
  readonly file: string;
  readonly compaction?: Compaction;
  readonly pauses?: Pauses;
  readonly checkpoints?: Checkpoints;
  /** Told each time a group could not handle its batch, which then comes again. */
  readonly onFault?: (fault: unknown, group: string) => void;
}

/** The instance's bus: whoever opened it closes it. */
export interface EmbeddedBus extends Bus {
  /** Stops every subscription, writes what waits, lets go of the file. */
  close(): Promise<void>;
}

/** What appending does, inside a transaction: the messages, then at times a step of compaction. */
function appender(log: BusLog, compact: () => void, every: number): (messages: readonly BusMessage[]) => void {
  let sinceCompaction = 0;
  return (messages) => {
    messages.forEach(log.append);
    sinceCompaction += messages.length;
    if (sinceCompaction < every) return;
    sinceCompaction = 0;
    compact();
  };
}

/** The groups that hear one of these topics; the others have nothing to look for. */
function wakeFor(live: Iterable<LiveSubscription>, messages: readonly BusMessage[]): void {
  const topics = new Set(messages.map(({ topic }) => topic));
  for (const subscription of live) if (subscription.topics.some((topic) => topics.has(topic))) subscription.wake();
}

/** Opens the bus kept in a SQLite file, made when absent. */
export function openEmbeddedBus(options: EmbeddedBusOptions): EmbeddedBus {
  const { file, compaction = usualCompaction, pauses = usualPauses, onFault = () => undefined } = options;
  const database = openDatabase(file, options);
  const log = busLog(database);
  const queue = writeQueue(database);
  const append = appender(log, compactor(database, compaction), compaction.every);
  const live = new Map<string, LiveSubscription>();

  return {
    publish: async (messages) => {
      for (let at = 0; at < messages.length; at += rowsPerTransaction) {
        const some = messages.slice(at, at + rowsPerTransaction);
        await queue.run(some.length, () => append(some));
        wakeFor(live.values(), some);
      }
    },
    subscribe: async (group, topics, handle) => {
      if (live.has(group)) throw new Error(`the group ${group} already has a subscription in this process`);
      const subscription = startSubscription({ log, queue, pauses, group, topics: [...new Set(topics)], handle, onFault });
      live.set(group, subscription);
      const stop = async (): Promise<void> => {
        await subscription.stop();
        if (live.get(group) === subscription) live.delete(group);
      };
      return { caughtUp: subscription.caughtUp, stop };
    },
    lags: async () => {
      await Promise.all([...live.values()].map((subscription) => subscription.save()));
      return log.lags();
    },
    close: async () => {
      await Promise.all([...live.values()].map((subscription) => subscription.stop()));
      queue.close();
      database.close();
    },
  };
}
