import { verifyChain, type StoredCommit } from '../chain.ts';
import type { Cursor, Verification } from '../ports/index.ts';
import type { JournalModels } from './journal-schema.ts';
import { beginning, hashAt, headOf, lives, page } from './journal-store.ts';

/** Says whether the commit is found by both indexes, not only by its position. */
async function found({ commits }: JournalModels, { position, stream, cause, version, payloads }: StoredCommit): Promise<boolean> {
  const events = payloads.filter(({ part }) => part.startsWith('data.')).length;
  const first = version - events + 1;
  const [byVersion, byCause] = await Promise.all([
    commits.findOne({ stream: { $eq: stream }, first }, { _id: 1 }).lean(),
    commits.findOne({ stream: { $eq: stream }, cause: { $eq: cause } }, { _id: 1 }).lean(),
  ]);
  return byVersion?._id === position && byCause?._id === position;
}

async function lost(models: JournalModels, commits: readonly StoredCommit[]): Promise<ReadonlySet<number>> {
  const answers = await Promise.all(commits.map((stored) => found(models, stored)));
  return new Set(commits.filter((_, index) => !answers[index]).map(({ position }) => position));
}

/** The next commits, over any hole, up to the end. */
async function next(models: JournalModels, after: number, limit: number, end: number): Promise<readonly StoredCommit[]> {
  for (let from = after + 1; from <= end; from += limit) {
    const some = await page(models, from, Math.min(from + limit - 1, end));
    if (some.length > 0) return some;
  }
  return [];
}

/** Reads the whole chain again, looking for its end anew. A database that does not answer is a fault, not damage. */
export async function verify(models: JournalModels, witness: Cursor | undefined): Promise<Verification> {
  const headNow = async (): Promise<Cursor> => (await headOf(models, beginning)).head;
  const { position: end } = await headNow();
  return verifyChain({
    head: headNow,
    page: (after, limit) => next(models, after, limit, end),
    lost: (commits) => lost(models, commits),
    hashAt: (position) => hashAt(models, position),
    lives: () => lives(models),
    // Pieces and commit are one document.
    leftBehind: () => Promise.resolve(undefined),
    isDamage: (fault) => fault instanceof SyntaxError || fault instanceof TypeError,
  }, witness);
}
