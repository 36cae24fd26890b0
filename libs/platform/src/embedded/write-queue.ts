import { inTurn } from '../turns.ts';
import type { Database } from './database.ts';

/** One writing queue: what waits at the same moment shares one durable transaction. */
export interface WriteQueue {
  /** Resolves once the work is durable. `weight` is how many rows it writes, so that no transaction holds the event loop long. */
  run(weight: number, work: () => void): Promise<void>;
  /** Writes what still waits; afterwards `run` rejects. */
  close(): void;
}

interface Job {
  readonly weight: number;
  readonly work: () => void;
  resolve(): void;
  reject(fault: unknown): void;
}

/** What one transaction takes at most, one heavier job excepted: a few milliseconds. */
export const rowsPerTransaction = 100;

function take(waiting: Job[]): Job[] {
  let rows = 0;
  const cut = waiting.findIndex((job) => (rows += job.weight) > rowsPerTransaction);
  return waiting.splice(0, cut === -1 ? waiting.length : Math.max(cut, 1));
}

/** What became of a job; told once it is durable. */
type Settle = () => void;

/** All in one transaction; when that fails, each in its own, so that the one at fault fails alone. */
function commit(database: Database, jobs: readonly Job[]): Settle[] {
  try {
    database.write(() => jobs.forEach((job) => job.work()));
    return jobs.map((job) => job.resolve);
  } catch (fault) {
    if (jobs.length === 1) return jobs.map((job) => () => job.reject(fault));
    return jobs.flatMap((job) => commit(database, [job]));
  }
}

/** The writing queue of an open file: while one group reaches the disk, the next one gathers. */
export function writeQueue(database: Database): WriteQueue {
  const waiting: Job[] = [];
  let busy = false;
  let closed = false;
  const flush = async (): Promise<void> => {
    const jobs = take(waiting);
    const outcomes = commit(database, jobs);
    await database.durable().then(() => outcomes.forEach((settle) => settle()), (fault: unknown) => jobs.forEach((job) => job.reject(fault)));
    busy = false;
    schedule();
  };
  const schedule = (): void => {
    if (busy || waiting.length === 0) return;
    busy = true;
    inTurn(() => void flush());
  };
  return {
    run: (weight, work) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('the file is closed');
        waiting.push({ weight, work, resolve, reject });
        schedule();
      }),
    close: () => {
      closed = true;
      // Closing the file, which follows, makes it durable.
      while (waiting.length > 0) commit(database, take(waiting)).forEach((settle) => settle());
    },
  };
}
