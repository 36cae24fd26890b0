import type { Commit, Cursor } from './ports/index.ts';

/** The last commits of a journal, kept as they were written: who follows it closely asks the storage for nothing and parses nothing. */
export interface Tail {
  /** Durable commits, each the next of the one before. */
  add(commits: readonly Commit[]): void;
  /** What follows the cursor, when it is here and the cursor is of this history; undefined says: read what is stored, also when nothing follows here. */
  after(cursor: Cursor, limit: number): readonly Commit[] | undefined;
  /** Something kept is not what it was. */
  forget(): void;
  /** The journal has another life: cursors of the former one are not answered from here. */
  begin(epoch: string): void;
}

/** How much is kept, whichever comes first; then the older half goes. */
const [mostCommits, mostBytes] = [500, 4_000_000];

const sizeOf = (commits: readonly Commit[]): number => commits.reduce((sum, { messages }) => messages.reduce((all, { payload }) => all + payload.length, sum), 0);

export function createTail(): Tail {
  let epoch = '';
  let kept: Commit[] = [];
  let bytes = 0;

  function keep(commits: Commit[]): void {
    kept = commits;
    bytes = sizeOf(commits);
  }

  return {
    forget: () => { keep([]); },
    begin: (life) => { epoch = life; },
    add: (commits) => {
      const [next] = commits;
      if (next && kept.at(-1)?.position !== next.position - 1) keep([]);
      kept.push(...commits);
      bytes += sizeOf(commits);
      while (kept.length > mostCommits || bytes > mostBytes) keep(kept.slice(Math.ceil(kept.length / 2)));
    },
    after: (cursor, limit) => {
      const [first] = kept;
      if (!first || cursor.epoch !== epoch) return undefined;
      const at = cursor.position - first.position;
      const known = kept[at]?.hash === cursor.hash && at + 1 < kept.length;
      return known ? kept.slice(at + 1, at + 1 + limit) : undefined;
    },
  };
}
