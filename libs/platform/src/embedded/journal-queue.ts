import { isConflict, type Append, type Commit, type Conflict } from '../ports/index.ts';
import { inTurn } from '../turns.ts';
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
const milliseconds = 3;

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

/** Tells each of a group what became of it. */
const settleAll = (group: readonly Waiting[], results: readonly Result[]): void => results.forEach((result, index) => settle(group[index], result));
const rejectAll = (group: readonly Waiting[], fault: unknown): void => group.forEach((one) => one.reject(fault));

/** One write: how many of the group it took, whether anything is stored, and how they are told. */
interface Written {
  readonly taken: readonly Waiting[];
  readonly stored: boolean;
  readonly tell: () => void;
}

/** Writes what fits of a group. Nothing of a write that fails is stored: those behind it try their own luck. */
function writeGroup(database: Database, group: readonly Waiting[], write: Write, added: (commits: readonly Commit[]) => void): Written {
  try {
    const results = writeSome(database, group, write);
    const tell = (): void => {
      const commits = results.flatMap((result) => ('added' in result && result.added && !isConflict(result.outcome) ? [result.outcome] : []));
      settleAll(group, results);
      if (commits.length > 0) added(commits);
    };
    return { taken: group.slice(0, results.length), stored: true, tell };
  } catch (fault) {
    return { taken: group, stored: false, tell: () => rejectAll(group, fault) };
  }
}

/** The one writing queue of a process: what waits when its turn comes becomes one durable write, told to nobody before it is. */
export function writingQueue(database: Database, write: Write, added: (commits: readonly Commit[]) => void) {
  const waiting: Waiting[] = [];
  let flight: Promise<void> | undefined;
  let scheduled = false;

  function next(): Written {
    const written = writeGroup(database, waiting.slice(0, most), write, added);
    waiting.splice(0, written.taken.length);
    return written;
  }

  function turn(): void {
    scheduled = false;
    if (waiting.length === 0) return;
    const { taken, stored, tell } = next();
    flight = (stored ? database.durable() : Promise.resolve()).then(tell, (fault: unknown) => rejectAll(taken, fault)).then(() => {
      flight = undefined;
      schedule();
    });
  }

  function schedule(): void {
    if (scheduled || flight || waiting.length === 0) return;
    scheduled = true;
    inTurn(turn);
  }

  return {
    add: (item: Append) => new Promise<Outcome>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    }),
    /** Resolves when nothing that is stored still waits for the disk: what is read at that moment stays true. */
    settled: async (): Promise<void> => flight,
    /** Writes at once everything that waits; closing the file, which follows, makes it durable. */
    flush: (): void => {
      while (waiting.length > 0) next().tell();
    },
  };
}
