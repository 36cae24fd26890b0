import { verifyChain, type Life, type StoredCommit } from '../chain.ts';
import type { Cursor, Verification } from '../ports/index.ts';
import type { Database } from './database.ts';
import { hashAt, headOf, page } from './journal-store.ts';

/**
 * Says whether the commit and its payloads are found by position and by both indexes, not only when all is read in order.
 * The hash is read, for it is in no index.
 */
function found(database: Database, { position, hash, stream, version, cause, payloads }: StoredCommit): boolean {
  const byVersion = database.one<{ hash: string }>('SELECT hash FROM commits WHERE stream = ? AND version = ?', stream, version);
  const byCause = database.one<{ hash: string }>('SELECT hash FROM commits WHERE stream = ? AND cause = ?', stream, cause);
  const parts = database.one<{ count: number }>('SELECT count(*) AS count FROM payloads WHERE position = ?', position);
  return parts?.count === payloads.length && [byVersion?.hash, byCause?.hash, hashAt(database, position)].every((other) => other === hash);
}

/** Payloads whose commit is gone, after the head. */
const leftBehind = (database: Database, head: number): number | undefined =>
  database.one<{ position: number }>('SELECT min(position) AS position FROM payloads WHERE position > ? HAVING min(position) > 0', head)?.position;

/** Reads the whole chain of a file again. A file that cannot be read any more is damaged: there is nobody else to blame. */
export const verify = (database: Database, witness: Cursor | undefined): Promise<Verification> =>
  verifyChain({
    head: async () => headOf(database),
    page: async (after, limit) => page(database, after, limit),
    lost: async (commits) => new Set(commits.filter((stored) => !found(database, stored)).map(({ position }) => position)),
    hashAt: async (position) => hashAt(database, position),
    lives: async () => database.all<Life>('SELECT epoch, since FROM epochs ORDER BY number'),
    leftBehind: async (head) => leftBehind(database, head),
    isDamage: () => true,
  }, witness);
