import { bounded } from '../bounded.ts';
import type { Doc, RowWrite } from '../ports/views.ts';

/** A row as folding needs it. */
export interface KnownRow {
  readonly version: number;
  readonly revision: number;
  readonly doc: Doc | null;
}

/** The same with its document as JSON: whoever folds is given one of their own. */
interface KeptRow extends Omit<KnownRow, 'doc'> {
  readonly json: string | null;
  readonly size: number;
}

/** Rows as this process last read or wrote them: who keeps a view need not ask for what it has just written. */
export interface KnownRows {
  get(table: string, key: string): KnownRow | undefined;
  /** Read from the database; nothing changes where something later is known. */
  read(table: string, key: string, row: Omit<KnownRow, 'doc'>, json: string | null): void;
  /** Written over what it said it expected. */
  wrote(table: string, row: RowWrite): void;
  /** Another writer was faster, or nobody knows what became of a write: it is to be read. */
  forget(table: string, keys: readonly string[]): void;
  forgetAll(table: string): void;
}

/** Characters of JSON kept for one database, of two bytes each: what is being written now is to be there, not all that ever was. */
const mostKept = 2_000_000;
/** What a row takes beside its document. */
const perRow = 200;

export function knownRows(): KnownRows {
  const kept = bounded<KeptRow>(mostKept);
  const nameOf = (table: string, key: string): string => `${table} ${key}`;
  const keep = (table: string, key: string, { version, revision }: Omit<KnownRow, 'doc'>, json: string | null): void =>
    { kept.put(nameOf(table, key), { version, revision, json, size: perRow + (json?.length ?? 0) }); };
  return {
    get: (table, key) => {
      const row = kept.get(nameOf(table, key));
      return row && { version: row.version, revision: row.revision, doc: row.json === null ? null : (JSON.parse(row.json) as Doc) };
    },
    read: (table, key, row, json) => {
      if ((kept.get(nameOf(table, key))?.revision ?? 0) < row.revision) keep(table, key, row, json);
    },
    wrote: (table, { key, version, doc, expectedRevision }) => { keep(table, key, { version, revision: expectedRevision + 1 }, doc === null ? null : JSON.stringify(doc)); },
    forget: (table, keys) => { for (const key of keys) kept.drop(nameOf(table, key)); },
    forgetAll: (table) => { kept.dropAll(`${table} `); },
  };
}
