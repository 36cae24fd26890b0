import type { StoredCommit } from '../chain.ts';
import type { Append, Commit, Conflict, Cursor } from '../ports/index.ts';
import { commitOf, seal, type Sealed } from '../hash.ts';
import type { Database } from './database.ts';
import { assemble, gather, headColumns, pieceColumns, type CommitRow, type HeadRow, type PayloadRow, type PieceRow, type ReadCommit } from './journal-schema.ts';

const columns = 'position, stream, cause, version, header, hash';

const lastOf = (database: Database): { readonly position: number; readonly hash: string } =>
  database.one('SELECT position, hash FROM commits ORDER BY position DESC LIMIT 1') ?? { position: 0, hash: '' };

/** The cursor of the last commit. */
export function headOf(database: Database): Cursor {
  const life = database.one<{ epoch: string }>('SELECT epoch FROM epochs ORDER BY number DESC LIMIT 1');
  const { position, hash } = lastOf(database);
  return { epoch: life?.epoch ?? '', position, hash };
}

export const versionOf = (database: Database, stream: string): number =>
  database.one<{ version: number | null }>('SELECT max(version) AS version FROM commits WHERE stream = ?', stream)?.version ?? 0;

/** The hash of the commit at that position; empty at the beginning, undefined beyond the end. */
export const hashAt = (database: Database, position: number): string | undefined =>
  position === 0 ? '' : database.one<{ hash: string }>('SELECT hash FROM commits WHERE position = ?', position)?.hash;

export function causedBy(database: Database, stream: string, cause: string): Commit | undefined {
  const [row] = database.tuples<HeadRow>(`SELECT ${headColumns} FROM commits WHERE stream = ? AND cause = ?`, stream, cause);
  return row && gather([row], database.tuples<PieceRow>(`SELECT ${pieceColumns} FROM payloads WHERE position = ?`, row[0])).map(commitOf)[0];
}

/** Whole stored commits after a position, in order, salts and all: to verify them. */
export function page(database: Database, after: number, limit: number): StoredCommit[] {
  const rows = database.all<CommitRow>(`SELECT ${columns} FROM commits WHERE position > ? ORDER BY position LIMIT ?`, after, limit);
  return assemble(rows, database.all<PayloadRow>('SELECT * FROM payloads WHERE position > ? AND position <= ?', after, rows.at(-1)?.position ?? after));
}

/** Commits after a position, in order: to read them. */
export function readPage(database: Database, after: number, limit: number): ReadCommit[] {
  const rows = database.tuples<HeadRow>(`SELECT ${headColumns} FROM commits WHERE position > ? ORDER BY position LIMIT ?`, after, limit);
  return gather(rows, database.tuples<PieceRow>(`SELECT ${pieceColumns} FROM payloads WHERE position > ? AND position <= ? ORDER BY position`, after, rows.at(-1)?.[0] ?? after));
}

/** Commits of a stream after a version, without their messages: what reading facts needs. */
export function streamPage(database: Database, stream: string, after: number, limit: number): ReadCommit[] {
  const some = `SELECT ${headColumns} FROM commits WHERE stream = ? AND version > ? ORDER BY version LIMIT ?`;
  const rows = database.tuples<HeadRow>(some, stream, after, limit);
  const parts = `SELECT ${pieceColumns} FROM commits JOIN payloads USING (position)
    WHERE stream = ? AND version > ? AND version <= ? AND part NOT LIKE 'message.%' ORDER BY version`;
  return gather(rows, database.tuples<PieceRow>(parts, stream, after, rows.at(-1)?.[1] ?? after));
}

/** What became of one append. An own fault (a payload that is no JSON) leaves nothing behind and is nobody else's. */
export type Result = { readonly outcome: Commit | Conflict; readonly added: boolean } | { readonly ownFault: unknown };

function insert(database: Database, item: Append, position: number, sealed: Sealed): Commit {
  const version = item.expectedVersion + item.events.length;
  const commit = `INSERT INTO commits (${columns}) VALUES (?, ?, ?, ?, ?, ?)`;
  database.run(commit, position, item.stream, item.cause, version, sealed.header, sealed.hash);
  const payload = 'INSERT INTO payloads (position, part, salt, body) VALUES (?, ?, ?, ?)';
  for (const { part, salt, body } of sealed.payloads) database.run(payload, position, part, salt, body);
  return commitOf(sealed);
}

/** One append inside a transaction. The cause outranks the version: a repeat finds what it made, whatever it expected. */
export function write(database: Database, item: Append, newSalt: () => Uint8Array): Result {
  const known = causedBy(database, item.stream, item.cause);
  if (known) return { outcome: known, added: false };
  const actualVersion = versionOf(database, item.stream);
  if (actualVersion !== item.expectedVersion) return { outcome: { conflict: true, stream: item.stream, actualVersion }, added: false };
  const last = lastOf(database);
  let sealed: Sealed;
  try {
    sealed = seal(item, last.hash, last.position + 1, newSalt);
  } catch (ownFault) {
    return { ownFault };
  }
  return { outcome: insert(database, item, last.position + 1, sealed), added: true };
}
