import type { Commit, Cursor, Journal, State } from './ports/index.ts';

/** Where a reader of a journal stands, durable in `State`. */
export interface Place {
  cursor(): Cursor | undefined;
  position(): number;
  /** To the last of these commits, once they are handled. */
  advance(commits: readonly Commit[]): Promise<void>;
  /** Back to the beginning of the journal as it is now. */
  clear(): Promise<void>;
}

type Stored = { readonly epoch: string; readonly position: number; readonly hash: string };

export async function openPlace(journal: Journal, state: State, name: string): Promise<Place> {
  const key = `cursor:${name}`;
  let epoch = (await journal.head()).epoch;
  let cursor: Cursor | undefined = (await state.get<Stored>(key))?.value;
  return {
    cursor: () => cursor,
    position: () => cursor?.position ?? 0,
    advance: async (commits) => {
      const last = commits.at(-1);
      if (!last) return;
      const reached: Stored = { epoch, position: last.position, hash: last.hash };
      await state.put(key, reached);
      cursor = reached;
    },
    clear: async () => {
      epoch = (await journal.head()).epoch;
      cursor = undefined;
      await state.delete(key);
    },
  };
}
