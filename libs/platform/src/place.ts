import type { Commit, Cursor, Journal, State } from './ports/index.ts';
import { soon } from './soon.ts';

/** Where a reader of a journal stands. Durable in `State` soon after it moves: what is handled twice after a crash changes nothing. */
export interface Place {
  cursor(): Cursor | undefined;
  position(): number;
  /** To the last of these commits, once they are handled. */
  advance(commits: readonly Commit[]): void;
  /** Durable once it returns. */
  save(): Promise<void>;
  /** Back to the beginning of the journal as it is now. */
  clear(): Promise<void>;
}

type Stored = { readonly epoch: string; readonly position: number; readonly hash: string };

/** A place moves many times a second; it is written at most so often (milliseconds): a crash repeats that much. */
const savedEvery = 1_000;

export async function openPlace(journal: Journal, state: State, name: string, onFault: (error: unknown) => void): Promise<Place> {
  const key = `cursor:${name}`;
  let epoch = (await journal.head()).epoch;
  let cursor: Cursor | undefined = (await state.get<Stored>(key))?.value;
  const saving = soon(async () => {
    if (cursor) await state.put(key, { epoch: cursor.epoch, position: cursor.position, hash: cursor.hash });
  }, savedEvery, onFault);
  return {
    save: saving.now,
    cursor: () => cursor,
    position: () => cursor?.position ?? 0,
    advance: (commits) => {
      const last = commits.at(-1);
      if (!last) return;
      cursor = { epoch, position: last.position, hash: last.hash };
      saving.ask();
    },
    clear: async () => {
      await saving.cancel();
      epoch = (await journal.head()).epoch;
      cursor = undefined;
      await state.delete(key);
    },
  };
}
