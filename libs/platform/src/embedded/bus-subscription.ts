import type { HandleBatch, Subscription } from '../ports/bus.ts';
import type { BusLog, Logged } from './bus-log.ts';
import type { WriteQueue } from './write-queue.ts';
import { makeRest, type Pauses } from './bus-rest.ts';

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
  wake(): void;
}

interface Waiter {
  readonly position: number;
  resolve(): void;
  reject(fault: unknown): void;
}

const batchSize = 200;

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

/** Reads and handles one batch after the other; a batch that failed stays the next one. */
function makeStep({ log, queue, group, topics, handle }: SubscriptionParts, reach: (position: number) => void) {
  const offsets = log.join(group, topics);
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
      const moved = new Map(batch.map(({ message, position }) => [message.topic, position]));
      await queue.run(moved.size, () => moved.forEach((position, topic) => log.save(group, topic, position)));
      moved.forEach((position, topic) => offsets.set(topic, position));
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
  const step = makeStep(parts, waiters.reach);
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
    wake: rest.wake,
    caughtUp: async () => {
      if (stopped) throw new Error(`the subscription of ${parts.group} was stopped`);
      rest.wake();
      await waiters.until(parts.log.head());
    },
    stop: async () => {
      stopped = true;
      rest.end();
      await running;
      waiters.giveUp(new Error(`the subscription of ${parts.group} was stopped`));
    },
  };
}
