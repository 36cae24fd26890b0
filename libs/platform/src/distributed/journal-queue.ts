import { setTimeout } from 'node:timers/promises';
import type { Append, Commit, Conflict } from '../ports/index.ts';
import { apart } from '../telemetry.ts';
import { mayPass } from './database-faults.ts';
import type { Result } from './journal-insert.ts';

type Outcome = Commit | Conflict;
interface Waiting {
  readonly item: Append;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (fault: unknown) => void;
}

/** At most this many appends in one insert: the event loop has other callers. */
const most = 200;

export interface QueueOptions {
  readonly attempt: (items: readonly Append[]) => Promise<readonly Result[]>;
  readonly added: () => void;
  /** The database may be away this long before those who wait are told. */
  readonly patienceMs: number;
  readonly clear: (fault: unknown) => Error;
}

/** After a fault: until the database is back, somebody looks about twice a second. */
const pauseAfterFaultMs = 500;
/** How crowded a journal is thought to be at most, in attempts. */
const mostCrowded = 8;

function settle(one: Waiting | undefined, result: Result): void {
  if ('ownFault' in result) one?.reject(result.ownFault);
  else one?.resolve(result.outcome);
}

interface Queue extends QueueOptions {
  readonly waiting: Waiting[];
  /**
   * About how many attempts to stay aside between two: 0 while nobody else writes. Doubled by a lost race and only halved by a won one: who
   * wins leaves room too, and who waits writes a larger group.
   */
  crowd: number;
  failingSince: number | undefined;
}

function told(queue: Queue, results: readonly Result[]): void {
  const gone = queue.waiting.splice(0, results.length);
  if (results.length === 0) queue.crowd = Math.min(mostCrowded, Math.max(1, queue.crowd * 2));
  else queue.crowd = queue.crowd > 1 ? queue.crowd / 2 : 0;
  queue.failingSince = undefined;
  results.forEach((result, index) => settle(gone[index], result));
  if (results.some((result) => 'added' in result && result.added)) queue.added();
}

/** Whether it is worth waiting for the database; else those who asked are told, and the same causes settle it later. */
function endures(queue: Queue, fault: unknown, taken: number): boolean {
  queue.failingSince ??= performance.now();
  if (mayPass(fault) && performance.now() - queue.failingSince < queue.patienceMs) return true;
  const gone = queue.waiting.splice(0, mayPass(fault) ? queue.waiting.length : taken);
  queue.failingSince = undefined;
  for (const one of gone) one.reject(queue.clear(fault));
  return false;
}

async function turn(queue: Queue): Promise<void> {
  const group = queue.waiting.slice(0, most);
  const from = performance.now();
  try {
    told(queue, await queue.attempt(group.map(({ item }) => item)));
    if (queue.crowd > 0 && queue.waiting.length > 0) await setTimeout(Math.random() * queue.crowd * (performance.now() - from));
  } catch (fault) {
    if (endures(queue, fault, group.length)) await setTimeout(Math.random() * pauseAfterFaultMs);
  }
}

/** The one writing queue of a process: what waits when its turn comes becomes one durable insert. */
export function writingQueue(options: QueueOptions) {
  const queue: Queue = { ...options, waiting: [], crowd: 0, failingSince: undefined };
  let running: Promise<void> | undefined;
  let closed = false;
  const run = apart(async (): Promise<void> => {
    // What is asked for in one go becomes one group.
    await new Promise((resolve) => { setImmediate(resolve); });
    while (queue.waiting.length > 0) await turn(queue);
    running = undefined;
  });
  return {
    add: (item: Append): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('the journal is closed');
        queue.waiting.push({ item, resolve, reject });
        running ??= run();
      }),
    /** Resolves once everything that waits is written or told why not; nothing is taken any more. */
    close: async (): Promise<void> => {
      closed = true;
      await running;
    },
  };
}
