import type { Connection } from 'mongoose';
import { columnOf, searchedIn } from '../columns.ts';
import type { RowWrite, Scalar } from '../ports/views.ts';
import { durably } from './database.ts';
import { noRow, type Table } from './views-collection.ts';

interface Reply {
  readonly upserted?: readonly { readonly index: number }[];
  readonly writeErrors?: readonly { readonly index: number; readonly code: number; readonly errmsg: string }[];
  readonly writeConcernError?: { readonly code: number; readonly errmsg: string };
}

function contentOf({ view }: Table, { stream, version, doc }: RowWrite): Readonly<Record<string, unknown>> {
  const columns = view.indexes.map((field, index): [string, Scalar] => [`c${index}`, doc === null ? null : columnOf(doc, field)]);
  const words = doc === null ? [] : searchedIn(view, doc);
  return { stream, version, live: doc !== null, words, doc: doc === null ? null : JSON.stringify(doc), ...Object.fromEntries(columns) };
}

/** Rows that must not be there yet: each collides where it is. */
const inserted = (table: Table, rows: readonly RowWrite[]) =>
  ({ insert: table.rows.collectionName, documents: rows.map((row) => ({ _id: row.key, ...contentOf(table, row), revision: 1 })) });

/** Nobody's key, for keys are texts: a list of two is a condition, where a list of one would be the key to insert; and a database may scan for a range. */
const nobody = -1;

/**
 * Rows that must be there, a statement each, looked for by key and revision. Where one is not found, the statement would insert `noRow`,
 * which is there since the view was declared: it collides too. Were it lost, it would be inserted again, which says the same.
 */
const updated = (table: Table, rows: readonly RowWrite[]) => ({
  update: table.rows.collectionName,
  updates: rows.map((row) => ({
    q: { _id: { $in: [row.key, nobody] }, revision: row.expectedRevision },
    u: { $set: contentOf(table, row), $inc: { revision: 1 }, $setOnInsert: { _id: noRow } },
    upsert: true,
  })),
});

/** What a command says of each of its rows: returns the keys of those that were not written. */
async function refused(connection: Connection, { rows: { collectionName } }: Table, rows: readonly RowWrite[], command: object): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const reply = (await connection.db?.command({ ...command, ordered: false, writeConcern: durably })) as Reply | undefined;
  if (!reply) throw new Error('the connection is closed');
  const { upserted = [], writeErrors = [], writeConcernError } = reply;
  const other = writeErrors.find(({ code }) => code !== 11_000) ?? writeConcernError;
  if (other) throw Object.assign(new Error(`rows of ${collectionName} cannot be written: ${other.errmsg}`), { code: other.code });
  const others = new Set([...writeErrors, ...upserted].map(({ index }) => index));
  return rows.filter((_, index) => others.has(index)).map(({ key }) => key);
}

/** Writes each row whose expected revision is the stored one; returns the keys of the others. Durable before the place that says so is. */
export async function putRows(connection: Connection, table: Table, rows: readonly RowWrite[]): Promise<readonly string[]> {
  const [fresh, known] = [rows.filter(({ expectedRevision }) => expectedRevision === 0), rows.filter(({ expectedRevision }) => expectedRevision > 0)];
  // Both are made before one is sent: a row that cannot be written keeps all from being written.
  const [insert, update] = [inserted(table, fresh), updated(table, known)];
  return [...(await refused(connection, table, fresh, insert)), ...(await refused(connection, table, known, update))];
}
