import type { HandleBatch, Subscription } from '../ports/bus.ts';
import type { BusLog, Logged } from './bus-log.ts';
import type { WriteQueue } from './write-queue.ts';
import { makeRest, type Pauses } from './bus-rest.ts';
import { soon } from '../soon.ts';

/** What a subscription works with. */
export interface SubscriptionParts {
  readonly log: BusLog;
  readonly queue: WriteQueue;
  readonly pauses: Pauses;
  readonly group: string;
  readonly topics: readonly string[];
  readonly handle: HandleBatch;
  /** Told each time a batch could not be handled, before the pause. */
  onFault(fault: unknown, group: string): void;
}

/** A running subscription that can be told to look again. */
export interface LiveSubscription extends Subscription {
  readonly topics: readonly string[];
  wake(): void;
  /** Writes down where the group is; resolves once it is durable. */
  save(): Promise<void>;
}

interface Waiter {
  readonly position: number;
  resolve(): void;
  reject(fault: unknown): void;
}

const batchSize = 200;
/** A group moves many times a second; where it is is written at most so often (milliseconds): a crash repeats that much. */
const savedEvery = 200;

/** Those who wait for a position to be handled. */
function makeWaiters() {
  let reached = 0;
  let waiters: Waiter[] = [];
  return {
    until: (position: number): Promise<void> =>
      new Promise((resolve, reject) => {
        if (position <= reached) resolve();
        else waiters.push({ position, resolve, reject });
      }),
    reach: (position: number): void => {
      reached = position;
      waiters.filter((waiter) => waiter.position <= reached).forEach((waiter) => waiter.resolve());
      waiters = waiters.filter((waiter) => waiter.position > reached);
    },
    giveUp: (fault: Error): void => {
      waiters.forEach((waiter) => waiter.reject(fault));
      waiters = [];
    },
  };
}

/** Where the group is: in memory at once, on disk soon after. */
function makeOffsets({ log, queue, group, topics, onFault }: SubscriptionParts) {
  const offsets = log.join(group, topics);
  const unsaved = new Map<string, number>();
  const saving = soon(async () => {
    const moved = [...unsaved];
    unsaved.clear();
    if (moved.length > 0) await queue.run(moved.length, () => moved.forEach(([topic, position]) => log.save(group, topic, position)));
  }, savedEvery, (fault) => { onFault(fault, group); });
  return {
    offsets,
    save: saving.now,
    move: (batch: readonly Logged[]): void => {
      for (const { message, position } of batch) {
        offsets.set(message.topic, position);
        unsaved.set(message.topic, position);
      }
      saving.ask();
    },
  };
}

/** Reads and handles one batch after the other; a batch that failed stays the next one. */
function makeStep({ log, handle }: SubscriptionParts, { offsets, move }: ReturnType<typeof makeOffsets>, reach: (position: number) => void) {
  let pending: { readonly batch: Logged[]; readonly upTo: number } | undefined;
  const look = () => {
    const head = log.head();
    const batch = log.read(offsets, batchSize);
    return { batch, upTo: batch.length < batchSize ? head : batch[batchSize - 1]?.position ?? head };
  };
  /** False when there was nothing to do. */
  return async (): Promise<boolean> => {
    const { batch, upTo } = (pending ??= look());
    if (batch.length > 0) {
      await handle(batch.map(({ message }) => message));
      move(batch);
    }
    pending = undefined;
    reach(upTo);
    return batch.length > 0;
  };
}

/** Starts handling what the group has not handled yet, then what comes. */
export function startSubscription(parts: SubscriptionParts): LiveSubscription {
  const rest = makeRest(parts.pauses);
  const waiters = makeWaiters();
  const place = makeOffsets(parts);
  const step = makeStep(parts, place, waiters.reach);
  let stopped = false;
  const run = async (): Promise<void> => {
    for (let failures = 0; !stopped; ) {
      try {
        if (!(await step())) await rest.untilWoken();
        failures = 0;
      } catch (fault) {
        parts.onFault(fault, parts.group);
        await rest.afterFailure(++failures);
      }
    }
  };
  const running = run();
  return {
    topics: parts.topics,
    wake: rest.wake,
    save: place.save,
    caughtUp: async () => {
      if (stopped) throw new Error(`the subscription of ${parts.group} was stopped`);
      rest.wake();
      await waiters.until(parts.log.head());
    },
    stop: async () => {
      stopped = true;
      rest.end();
      await running;
      await place.save();
      waiters.giveUp(new Error(`the subscription of ${parts.group} was stopped`));
    },
  };
}
