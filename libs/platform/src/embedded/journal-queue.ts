import type { Append, Commit, Conflict } from '../ports/index.ts';
import type { Database } from './database.ts';
import type { Result } from './journal-store.ts';

type Outcome = Commit | Conflict;
interface Waiting {
  readonly item: Append;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (fault: unknown) => void;
}

/** At most this many appends, or this long, in one write: the event loop has other callers. */
const most = 200;
const milliseconds = 5;

type Write = (item: Append) => Result;

/** Writes what fits, in order, in one transaction; returns what became of each. */
function writeSome(database: Database, items: readonly Waiting[], write: Write): Result[] {
  const deadline = performance.now() + milliseconds;
  return database.write(() => {
    const results: Result[] = [];
    for (const { item } of items) {
      if (results.length > 0 && performance.now() > deadline) break;
      results.push(write(item));
    }
    return results;
  });
}

function settle(one: Waiting | undefined, result: Result): void {
  if ('ownFault' in result) one?.reject(result.ownFault);
  else one?.resolve(result.outcome);
}

/** The one writing queue of a process: what waits when its turn comes becomes one durable write. */
export function writingQueue(database: Database, write: Write, added: () => void) {
  let waiting: Waiting[] = [];
  let scheduled = false;

  function turn(): void {
    scheduled = false;
    if (waiting.length === 0) return;
    const group = waiting.slice(0, most);
    try {
      const results = writeSome(database, group, write);
      waiting = waiting.slice(results.length);
      results.forEach((result, index) => settle(group[index], result));
      if (results.some((result) => 'added' in result && result.added)) added();
    } catch (fault) {
      // Nothing of this write is stored: each of its callers learns it, those behind try their own luck.
      waiting = waiting.slice(group.length);
      for (const one of group) one.reject(fault);
    }
    schedule();
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    setImmediate(turn);
  }

  return {
    add: (item: Append): Promise<Outcome> =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        schedule();
      }),
    /** Writes at once everything that waits. */
    flush: (): void => {
      while (waiting.length > 0) turn();
    },
  };
}
