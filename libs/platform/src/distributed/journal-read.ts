import type { Fact } from '@cpom/kernel';
import { diverged } from '../appends.ts';
import { commitOf, factsOf, headerOf } from '../hash.ts';
import type { Commit, Cursor } from '../ports/index.ts';
import type { JournalModels } from './journal-schema.ts';
import { hashAt, page, streamPage } from './journal-store.ts';

/** Commits read at once; and those that one who follows may find beyond its place. */
const [step, near] = [100, 16];

/** The facts of a stream in order. A hole is a fault: a history with one missing must not be taken for whole. */
export async function* facts(models: JournalModels, stream: string): AsyncGenerator<Fact> {
  let version = 0;
  for (;;) {
    const some = await streamPage(models, stream, version, step);
    for (const stored of some) {
      const header = headerOf(stored);
      if (header.firstVersion !== version + 1) throw new Error(`journal damaged: ${stream} lacks version ${version + 1}`);
      yield* factsOf(header, stored.payloads);
      version = stored.version;
    }
    if (some.length < step) return;
  }
}

async function checkCursor(models: JournalModels, cursor: Cursor, head: Cursor): Promise<void> {
  if (cursor.epoch !== head.epoch || cursor.position > head.position) throw diverged(cursor);
  const hash = cursor.position === head.position ? head.hash : await hashAt(models, cursor.position);
  if (hash !== cursor.hash) throw diverged(cursor);
}

/** Whole commits after the cursor. The head is read first: all up to it must be there. */
export async function commitsAfter(models: JournalModels, head: Cursor, cursor: Cursor | undefined, limit: number): Promise<readonly Commit[]> {
  if (cursor) await checkCursor(models, cursor, head);
  const commits: Commit[] = [];
  let position = cursor?.position ?? 0;
  const end = Math.min(head.position, position + limit);
  while (position < end) {
    const some = await page(models, position + 1, Math.min(position + step, end));
    for (const stored of some) {
      position += 1;
      if (stored.position !== position) break;
      commits.push(commitOf(stored));
    }
    if (commits.at(-1)?.position !== position) throw new Error(`journal damaged: commit ${position} is missing`);
  }
  return commits;
}

/**
 * The same in one question, for a cursor of the journal's present life: the caller knows which that is. Mostly what a reader that follows
 * finds. Undefined where more is to be looked at: a cursor that is not good, an end that is further, or a commit that seems to be missing
 * and may have been written while the answer was gathered.
 */
export async function nextCommits(models: JournalModels, cursor: Cursor, limit: number): Promise<readonly Commit[] | undefined> {
  const most = Math.min(limit, near);
  const found = await page(models, cursor.position, cursor.position + most);
  const [here, next] = [found.find(({ position }) => position === cursor.position), found.filter(({ position }) => position > cursor.position)];
  const isGood = (here?.hash ?? '') === cursor.hash && next.every(({ position }, index) => position === cursor.position + 1 + index);
  return isGood && next.length < most ? next.map(commitOf) : undefined;
}
