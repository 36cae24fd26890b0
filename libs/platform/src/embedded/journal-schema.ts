import type { Tombstone } from '@cpom/kernel';
import type { StoredCommit } from '../chain.ts';
import type { Payload, Piece } from '../hash.ts';
import type { Database } from './database.ts';

/** A commit's row: its header as it was hashed, and what lookups need beside it. */
export interface CommitRow {
  readonly position: number;
  readonly stream: string;
  readonly cause: string;
  /** Of the stream, after the commit. */
  readonly version: number;
  readonly header: string;
  readonly hash: string;
}

export interface PayloadRow {
  readonly position: number;
  readonly part: string;
  readonly salt: Uint8Array;
  readonly body: Uint8Array | null;
  readonly erased: string | null;
}

const tables = `
  CREATE TABLE IF NOT EXISTS commits (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    cause TEXT NOT NULL,
    version INTEGER NOT NULL,
    header TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, version),
    UNIQUE (stream, cause)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS payloads (
    position INTEGER NOT NULL,
    part TEXT NOT NULL,
    salt BLOB NOT NULL,
    body BLOB,
    erased TEXT,
    PRIMARY KEY (position, part)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS epochs (number INTEGER PRIMARY KEY, epoch TEXT NOT NULL UNIQUE, since INTEGER NOT NULL) STRICT;
`;

/** Makes the tables and the first epoch when absent. Erased bytes are overwritten, not only unlinked. */
export function prepareJournal(database: Database, newEpochId: () => string): void {
  database.script('PRAGMA secure_delete = ON');
  database.script(tables);
  database.write(() => {
    if (!database.one('SELECT 1 FROM epochs LIMIT 1')) database.run('INSERT INTO epochs (epoch, since) VALUES (?, 0)', newEpochId());
  });
}

const payloadOf = ({ part, salt, body, erased }: PayloadRow): Payload => ({
  part,
  salt,
  body,
  ...(erased === null ? {} : { erased: JSON.parse(erased) as Tombstone }),
});

/** Puts the payloads of several commits each to its own. */
export function assemble(commits: readonly CommitRow[], payloads: readonly PayloadRow[]): StoredCommit[] {
  const of = Map.groupBy(payloads, (row) => row.position);
  return commits.map((row) => ({ ...row, payloads: (of.get(row.position) ?? []).map(payloadOf) }));
}

/** A piece as a list of values: journals are read by the million. */
export type PieceRow = readonly [position: number, part: string, erased: string | null, body: Uint8Array | string | null];

/** The columns of a piece: JSON comes as text, which is what it is parsed from, and no salt comes. */
export const pieceColumns = `position, part, erased, CASE WHEN part LIKE 'message.%' THEN body ELSE CAST(body AS TEXT) END AS body`;

const pieceOf = ([, part, erased, body]: PieceRow): Piece => (erased === null ? { part, body } : { part, body, erased: JSON.parse(erased) as Tombstone });

/** A commit as it is read, a list of values too: what else its row holds stands in its header. */
export type HeadRow = readonly [position: number, version: number, header: string, hash: string];

export const headColumns = 'position, version, header, hash';

export interface ReadCommit {
  readonly position: number;
  /** Of the stream, after the commit. */
  readonly version: number;
  readonly header: string;
  readonly hash: string;
  readonly payloads: readonly Piece[];
}

/** The same for those who read what was said, not how it was sealed. Both in the order of the commits. */
export function gather(commits: readonly HeadRow[], pieces: readonly PieceRow[]): ReadCommit[] {
  let next = 0;
  return commits.map(([position, version, header, hash]) => {
    const payloads: Piece[] = [];
    for (let piece = pieces[next]; piece?.[0] === position; piece = pieces[next]) {
      payloads.push(pieceOf(piece));
      next += 1;
    }
    return { position, version, header, hash, payloads };
  });
}
