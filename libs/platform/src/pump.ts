import { Refusal } from '@cpom/kernel';
import type { Log } from './clock.ts';
import { createLoop } from './loop.ts';
import { openPlace, type Place } from './place.ts';
import type { Commit, Journal, State } from './ports/index.ts';
import { apart } from './telemetry.ts';
import { createWaiters } from './waiters.ts';

export interface PumpOptions {
  readonly name: string;
  readonly journal: Journal;
  readonly state: State;
  readonly log: Log;
  /** Handles whole commits in order; when it rejects, the same commits come again after a pause. */
  handle(commits: readonly Commit[]): Promise<void>;
  /** The journal is not the one read before (restored from a copy): forget what came from it. Then all is read again. */
  reset(): Promise<void>;
  readonly batch?: number;
}

/** Carries a journal's commits somewhere, and resumes where it stopped. */
export interface Pump {
  /** True once the commit at that position was handled; false when it was not within the time. */
  reached(position: number, withinMilliseconds: number): Promise<boolean>;
  /** Resolves when everything committed before the call was handled. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const usualBatch = 200;
const isDiverged = (error: unknown): boolean => error instanceof Refusal && error.code === 'diverged';

/** What was read is of another history: forget it, and read from the beginning. */
async function startAgain({ name, log, reset }: PumpOptions, place: Place): Promise<void> {
  log.warn({ pump: name }, 'the journal was restored: everything is read again');
  await reset();
  await place.clear();
}

async function next({ journal, batch = usualBatch }: PumpOptions, place: Place, limit = batch): Promise<readonly Commit[] | 'diverged'> {
  try {
    return await journal.after(place.cursor(), limit);
  } catch (error) {
    if (isDiverged(error)) return 'diverged';
    throw error;
  }
}

/** Starts a pump. Its cursor is durable in `State` soon after it moves, so that a restart repeats little and a crash a fraction of a second. */
export async function startPump(options: PumpOptions): Promise<Pump> {
  const { name, journal, log } = options;
  const place = await openPlace(journal, options.state, name, (error) => { log.error({ err: error, pump: name }, 'the place was not saved; it will be'); });
  const waiters = createWaiters(place.position);
  if ((await next(options, place, 1)) === 'diverged') await startAgain(options, place);

  async function step(): Promise<boolean> {
    const commits = await next(options, place);
    if (commits === 'diverged') {
      await startAgain(options, place);
      return true;
    }
    if (commits.length === 0) return false;
    await options.handle(commits);
    place.advance(commits);
    waiters.tell();
    return true;
  }

  const loop = createLoop({ name, step, log });
  const unsubscribe = journal.wake(apart(loop.wake));
  loop.wake();
  return {
    reached: waiters.reached,
    caughtUp: async () => {
      const head = await journal.head();
      while (!(await waiters.reached(head.position, 60_000))) log.warn({ pump: name }, 'still catching up');
    },
    stop: async () => {
      unsubscribe();
      await loop.stop();
      await place.save();
      waiters.giveUp();
    },
  };
}
