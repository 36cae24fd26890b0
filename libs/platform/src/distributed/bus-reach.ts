import { setTimeout as pause } from 'node:timers/promises';
import type { Offsets, Partition } from './bus-offsets.ts';

/** How far one subscription has come, and those who wait for it. */
export interface Reach {
  /** The offset of the next message to handle in a partition. */
  advance(partition: Partition, next: bigint): void;
  /** Resolves once the group, here or in another process, has handled what the topics hold now. Rejects when it was given up. */
  caughtUp(): Promise<void>;
  giveUp(reason: Error): void;
}

export interface ReachOptions {
  readonly offsets: Offsets;
  readonly group: string;
  readonly topics: readonly string[];
}

/** How often the places of the whole group are asked for while somebody waits, in milliseconds. */
const look = 250;

type Places = ReadonlyMap<Partition, bigint>;

/** Takes away what has been reached. */
function strike(left: Map<Partition, bigint>, places: Places): void {
  for (const [partition, goal] of left) if ((places.get(partition) ?? -1n) >= goal) left.delete(partition);
}

async function goalsOf({ offsets, topics }: ReachOptions): Promise<Map<Partition, bigint>> {
  const heads = await offsets.heads(topics);
  return new Map([...heads].filter(([, { low, high }]) => high > low).map(([partition, { high }]) => [partition, high]));
}

/** What is left to reach of a goal: here, or in another process of the group, whose place counts when it has committed it. */
async function untilReached(options: ReachOptions, reached: Places, progress: () => Promise<void>): Promise<void> {
  const left = await goalsOf(options);
  for (let asked = 0; left.size > 0; ) {
    strike(left, reached);
    if (left.size > 0 && Date.now() - asked >= look) {
      strike(left, await options.offsets.committed(options.group, options.topics));
      asked = Date.now();
    }
    if (left.size > 0) await progress();
  }
}

/** Nothing is reached yet. */
export function createReach(options: ReachOptions): Reach {
  const reached = new Map<Partition, bigint>();
  let given: Error | undefined;
  let moved = Promise.withResolvers<undefined>();
  const tell = (): void => { moved.resolve(undefined); moved = Promise.withResolvers(); };

  async function progress(): Promise<void> {
    const timer = new AbortController();
    if (!given) await Promise.race([moved.promise, pause(look, undefined, { ref: false, signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    if (given) throw given;
  }

  return {
    advance: (partition, next) => {
      // A rebalance may give back a partition that others have moved on: never backwards.
      if (next > (reached.get(partition) ?? -1n)) reached.set(partition, next);
      tell();
    },
    caughtUp: async () => {
      for (;;) {
        const fault = await untilReached(options, reached, progress).then(() => undefined, (error: unknown) => ({ error }));
        if (!fault) return;
        if (given) throw given;
        // Brokers that are away for a moment do not end the waiting.
        await progress();
      }
    },
    giveUp: (reason) => { given = reason; tell(); },
  };
}
