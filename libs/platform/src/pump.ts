import { Refusal } from '@cpom/kernel';
import type { Log } from './clock.ts';
import type { Commit, Cursor, Journal, Json, State } from './ports/index.ts';
import { createLoop } from './loop.ts';

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

/** Carries a journal's commits somewhere, once its start is reached again and again from where it stopped. */
export interface Pump {
  /** True once the commit at that position was handled; false when it was not within the time. */
  reached(position: number, withinMilliseconds: number): Promise<boolean>;
  /** Resolves when everything committed before the call was handled. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

interface Waiter {
  readonly position: number;
  readonly tell: (reached: boolean) => void;
}

const toJson = (cursor: Cursor): Json => ({ epoch: cursor.epoch, position: cursor.position, hash: cursor.hash });

/** Starts a pump. Its cursor is durable in `State` after each batch, so that a restart repeats at most one batch. */
export async function startPump(options: PumpOptions): Promise<Pump> {
  const { journal, state } = options;
  const key = `cursor:${options.name}`;
  let epoch = (await journal.head()).epoch;
  let cursor = (await state.get<{ epoch: string; position: number; hash: string }>(key))?.value as Cursor | undefined;
  const waiters = new Set<Waiter>();

  async function advance(commits: readonly Commit[]): Promise<void> {
    const last = commits.at(-1);
    if (!last) return;
    await options.handle(commits);
    cursor = { epoch, position: last.position, hash: last.hash };
    await state.put(key, toJson(cursor));
    for (const waiter of waiters) if (waiter.position <= last.position) waiter.tell(true);
  }

  async function startAgain(): Promise<void> {
    options.log.warn({ pump: options.name }, 'the journal was restored: everything is read again');
    epoch = (await journal.head()).epoch;
    cursor = undefined;
    await options.reset();
    await state.delete(key);
  }

  async function step(): Promise<boolean> {
    try {
      const commits = await journal.after(cursor, options.batch ?? 200);
      await advance(commits);
      return commits.length > 0;
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'diverged')) throw error;
      await startAgain();
      return true;
    }
  }

  const loop = createLoop({ name: options.name, step, log: options.log });
  const unsubscribe = journal.wake(loop.wake);
  loop.wake();

  const reached = (position: number, milliseconds: number): Promise<boolean> => {
    if ((cursor?.position ?? 0) >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter: Waiter = { position, tell: (is) => { clearTimeout(timer); waiters.delete(waiter); resolve(is); } };
      const timer = setTimeout(() => { waiter.tell(false); }, milliseconds);
      waiters.add(waiter);
    });
  };
  return {
    reached,
    caughtUp: async () => {
      const head = await journal.head();
      while (!(await reached(head.position, 60_000))) options.log.warn({ pump: options.name }, 'still catching up');
    },
    stop: async () => {
      unsubscribe();
      await loop.stop();
      for (const waiter of waiters) waiter.tell(false);
    },
  };
}
