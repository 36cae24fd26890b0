import type { Fact } from '@cpom/kernel';
import { diverged } from '../appends.ts';
import { commitOf, factsOf, headerOf } from '../hash.ts';
import type { Commit, Cursor } from '../ports/index.ts';
import { nextTurn, turn } from '../turns.ts';
import type { Database } from './database.ts';
import { hashAt, headOf, readPage, streamPage } from './journal-store.ts';

/** Commits asked of the storage at once: some open a submission with a hundred lines, and the storage is not interrupted. */
const step = 50;

/** Resolves when what is stored is durable: nothing is read that a loss of power could take back. */
export type Settled = () => Promise<void>;

/** The facts of a stream in order. A hole is a fault: a history with one missing must not be taken for whole. */
export async function* facts(database: Database, stream: string, settled: Settled): AsyncGenerator<Fact> {
  let version = 0;
  for (;;) {
    await settled();
    const some = streamPage(database, stream, version, step);
    for (const stored of some) {
      const header = headerOf(stored);
      if (header.firstVersion !== version + 1) throw new Error(`journal damaged: ${stream} lacks version ${version + 1}`);
      yield* factsOf(header, stored.payloads);
      version = stored.version;
    }
    if (some.length < step) return;
    await nextTurn();
  }
}

function checkCursor(database: Database, cursor: Cursor): void {
  if (cursor.epoch === headOf(database).epoch && hashAt(database, cursor.position) === cursor.hash) return;
  throw diverged(cursor);
}

/** Whole commits after the cursor. */
export async function commitsAfter(database: Database, cursor: Cursor | undefined, limit: number, settled: Settled): Promise<readonly Commit[]> {
  await settled();
  if (cursor) checkCursor(database, cursor);
  const commits: Commit[] = [];
  let position = cursor?.position ?? 0;
  while (commits.length < limit) {
    const some = readPage(database, position, Math.min(step, limit - commits.length));
    for (const stored of some) {
      position += 1;
      if (stored.position !== position) throw new Error(`journal damaged: commit ${position} is missing`);
      commits.push(commitOf(stored));
      const due = turn();
      if (due) await due;
    }
    if (some.length < step) break;
    await settled();
  }
  return commits;
}
