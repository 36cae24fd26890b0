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

/** All in one transaction; when that fails, each in its own, so that the one at fault fails alone. */
function commit(database: Database, jobs: readonly Job[]): void {
  try {
    database.write(() => jobs.forEach((job) => job.work()));
    jobs.forEach((job) => job.resolve());
  } catch (fault) {
    if (jobs.length === 1) jobs.forEach((job) => job.reject(fault));
    else jobs.forEach((job) => commit(database, [job]));
  }
}

/** The writing queue of an open file. */
export function writeQueue(database: Database): WriteQueue {
  const waiting: Job[] = [];
  let closed = false;
  const flush = (): void => {
    if (waiting.length === 0) return;
    commit(database, take(waiting));
    if (waiting.length > 0) setImmediate(flush);
  };
  return {
    run: (weight, work) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('the file is closed');
        if (waiting.push({ weight, work, resolve, reject }) === 1) setImmediate(flush);
      }),
    close: () => {
      closed = true;
      while (waiting.length > 0) commit(database, take(waiting));
    },
  };
}
