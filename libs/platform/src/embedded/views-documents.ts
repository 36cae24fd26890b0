import { bounded } from '../bounded.ts';
import type { Doc, StoredRow } from '../ports/views.ts';
import type { Database } from './database.ts';

/** A row without its document. */
export interface RowHead {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
  readonly revision: number;
}

interface Parsed {
  readonly revision: number;
  readonly doc: Doc;
  /** Characters of its JSON. */
  readonly size: number;
}

/** The documents of rows. Those read before are not parsed again while their revision stays: lists are read far more often than written. */
export interface Documents {
  /** The rows that have a document, in the order given. A document is shared between readers: nobody changes one. */
  withDocs<D extends Doc>(table: string, heads: readonly RowHead[]): StoredRow<D>[];
  forget(table: string): void;
}

/** Characters of JSON kept parsed for one file; the oldest go first. */
const mostKept = 8_000_000;

export function documents(database: Database): Documents {
  const kept = bounded<Parsed>(mostKept);

  function read(table: string, heads: readonly RowHead[]): ReadonlyMap<string, Doc> {
    const revisions = new Map(heads.map((head) => [head.key, head.revision]));
    const select = `SELECT key, doc FROM ${table} WHERE doc IS NOT NULL AND key IN (SELECT value FROM json_each(?))`;
    return new Map(database.all<{ key: string; doc: string }>(select, JSON.stringify([...revisions.keys()])).map(({ key, doc: text }) => {
      const doc = JSON.parse(text) as Doc;
      kept.put(`${table} ${key}`, { revision: revisions.get(key) ?? 0, doc, size: text.length });
      return [key, doc];
    }));
  }

  return {
    withDocs: <D extends Doc>(table: string, heads: readonly RowHead[]) => {
      const known = heads.map((head) => ({ head, parsed: kept.get(`${table} ${head.key}`) }));
      const missing = known.filter(({ head, parsed }) => parsed?.revision !== head.revision).map(({ head }) => head);
      const fresh = missing.length > 0 ? read(table, missing) : new Map<string, Doc>();
      return known.flatMap(({ head, parsed }): StoredRow<D>[] => {
        const doc = parsed?.revision === head.revision ? parsed.doc : fresh.get(head.key);
        const { key, stream, version, revision } = head;
        return doc === undefined ? [] : [{ key, stream, version, revision, doc: doc as D }];
      });
    },
    forget: (table) => { kept.dropAll(`${table} `); },
  };
}
