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

/**
 * One statement a row, all in one command, each of which says for itself whether it was written. A row that must not be there is
 * inserted by its key, and collides if it is. One that must be there is looked for by key and revision; where it is not found, the statement
 * would insert `noRow`, which is there since the view was declared: it collides too. Were it lost, it would be inserted again, which says the same.
 */
function statement(table: Table, row: RowWrite) {
  const u = { $set: contentOf(table, row), $inc: { revision: 1 } };
  if (row.expectedRevision === 0) return { q: { _id: row.key, revision: 0 }, u, upsert: true };
  return { q: { _id: { $gte: row.key, $lte: row.key }, revision: row.expectedRevision }, u: { ...u, $setOnInsert: { _id: noRow } }, upsert: true };
}

/** Writes each row whose expected revision is the stored one; returns the keys of the others. Durable before the place that says so is. */
export async function putRows(connection: Connection, table: Table, rows: readonly RowWrite[]): Promise<readonly string[]> {
  const updates = rows.map((row) => statement(table, row));
  const reply = (await connection.db?.command({ update: table.rows.collectionName, updates, ordered: false, writeConcern: durably })) as Reply | undefined;
  if (!reply) throw new Error('the connection is closed');
  const { upserted = [], writeErrors = [], writeConcernError } = reply;
  const other = writeErrors.find(({ code }) => code !== 11_000) ?? writeConcernError;
  if (other) throw Object.assign(new Error(`rows of ${table.rows.collectionName} cannot be written: ${other.errmsg}`), { code: other.code });
  const refused = new Set([...writeErrors, ...upserted.filter(({ index }) => rows[index]?.expectedRevision !== 0)].map(({ index }) => index));
  return rows.filter((_, index) => refused.has(index)).map(({ key }) => key);
}
