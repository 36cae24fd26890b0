import { Refusal } from '@cpom/kernel';
import type { Log } from './clock.ts';
import { createLoop } from './loop.ts';
import { pauses, type Pauses } from './pauses.ts';
import { openPlace, type Place } from './place.ts';
import type { Commit, Journal, State } from './ports/index.ts';
import { apart } from './telemetry.ts';
import { createWaiters, type Waiters } from './waiters.ts';

/** Who carries a journal's commits somewhere. */
export interface Reader {
  /** Its place is kept under this name. */
  readonly name: string;
  /** Handles whole commits in order; when it rejects, the same commits come again after a pause, and the other readers go on. */
  handle(commits: readonly Commit[]): Promise<void>;
  /** The journal is not the one read before (restored from a copy): forget what came from it. Then all is read again. */
  reset(): Promise<void>;
}

/** Where one reader is. */
export interface Reached {
  /** True once it has handled the commit at that position; false when it had not within the time. */
  reached(position: number, withinMilliseconds: number): Promise<boolean>;
  /** Resolves when it has handled everything committed before the call. */
  caughtUp(): Promise<void>;
}

export interface ReadingOptions {
  readonly journal: Journal;
  readonly state: State;
  readonly log: Log;
  /** Commits a page. */
  readonly batch?: number;
}

/** One journal read once for several readers: those behind go first, until all are at one place and are given the same page. */
export interface Reading {
  /** Takes the reader to where it had stopped. Its place is durable in `State` soon after it moves: a restart repeats little, a crash a second. */
  add(reader: Reader): Promise<Reached>;
  /** Resolves once the running page is handled and every place saved. */
  stop(): Promise<void>;
}

interface Following {
  readonly reader: Reader;
  readonly place: Place;
  readonly waiters: Waiters;
  readonly pauses: Pauses;
}

const usualBatch = 200;
const isDiverged = (error: unknown): boolean => error instanceof Refusal && error.code === 'diverged';

/** What was read is of another history: forget it, and read from the beginning. */
async function startAgain({ reader, place }: Following, log: Log): Promise<void> {
  log.warn({ pump: reader.name }, 'the journal was restored: everything is read again');
  await reader.reset();
  await place.clear();
}

async function next(journal: Journal, place: Place, limit: number): Promise<readonly Commit[] | 'diverged'> {
  try {
    return await journal.after(place.cursor(), limit);
  } catch (error) {
    if (isDiverged(error)) return 'diverged';
    throw error;
  }
}

async function carry({ reader, place, waiters, pauses: pause }: Following, commits: readonly Commit[], log: Log): Promise<void> {
  try {
    await reader.handle(commits);
    place.advance(commits);
    waiters.tell();
    pause.over();
  } catch (error) {
    log.error({ err: error, pump: reader.name, pause: pause.begin() }, 'failed; tries again after a pause');
  }
}

const placed = ({ place }: Following): string => `${place.cursor()?.epoch} ${place.position()} ${place.cursor()?.hash}`;

/** Those furthest behind that stand at one place, and how far the next are. */
function rearmost(all: readonly Following[]): { readonly group: readonly Following[]; readonly gap: number } {
  const [group = [], next] = [...Map.groupBy(all, placed).values()].sort((a, b) => positionOf(a) - positionOf(b));
  return { group, gap: next ? positionOf(next) - positionOf(group) : 0 };
}

const positionOf = ([one]: readonly Following[]): number => one?.place.position() ?? 0;

/** What readers that stand at one place do with the next page: true when there may be more. A page that is not full was the last: what is added later wakes. */
async function together(group: readonly Following[], { journal, log }: ReadingOptions, limit: number): Promise<boolean> {
  const [first] = group;
  const commits = first ? await next(journal, first.place, limit) : [];
  if (commits === 'diverged') {
    for (const one of group) await startAgain(one, log);
    return true;
  }
  if (commits.length > 0) await Promise.all(group.map((one) => carry(one, commits, log)));
  return commits.length >= limit;
}

async function reachHead(journal: Journal, { waiters, reader }: Following, log: Log): Promise<void> {
  const head = await journal.head();
  while (!(await waiters.reached(head.position, 60_000))) log.warn({ pump: reader.name }, 'still catching up');
}

/** Starts reading as soon as there is a reader, and again whenever the journal grows. */
export function createReading(name: string, options: ReadingOptions): Reading {
  const { journal, state, log, batch = usualBatch } = options;
  const all: Following[] = [];
  const step = (): Promise<boolean> => {
    const { group, gap } = rearmost(all.filter((one) => !one.pauses.pausing()));
    return together(group, options, gap > 0 ? Math.min(gap, batch) : batch);
  };
  const loop = createLoop({ name, step, log });
  const unsubscribe = journal.wake(apart(loop.wake));

  return {
    add: async (reader) => {
      const place = await openPlace(journal, state, reader.name, (error) => { log.error({ err: error, pump: reader.name }, 'the place was not saved; it will be'); });
      const one: Following = { reader, place, waiters: createWaiters(place.position), pauses: pauses(loop.wake) };
      // Before anybody asks where it is: a place in another history is none.
      if ((await next(journal, place, 1)) === 'diverged') await startAgain(one, log);
      all.push(one);
      loop.wake();
      return { reached: one.waiters.reached, caughtUp: () => reachHead(journal, one, log) };
    },
    stop: async () => {
      unsubscribe();
      await loop.stop();
      for (const one of all) one.pauses.stop();
      await Promise.all(all.map(({ place }) => place.save()));
      for (const one of all) one.waiters.giveUp();
    },
  };
}
