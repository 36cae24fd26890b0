import type { Connection } from 'mongoose';
import { viewName, type Doc, type Query, type RowWrite, type StoredRow, type Views, type ViewSpec } from '../ports/views.ts';
import { checkQuery } from '../queries.ts';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { collectionOf, viewTables, type RowDoc, type Table } from './views-collection.ts';
import { knownRows, type KnownRow, type KnownRows } from './views-known.ts';
import { matching, ordering } from './views-query.ts';
import { putRows } from './views-write.ts';

/** The views of one service; whoever opened them closes them. */
export type DistributedViews = Views & { close(): Promise<void> };

/** Without what only queries use. */
const projection = { stream: 1, version: 1, revision: 1, doc: 1 } as const;

const docOf = <D extends Doc>(doc: string | null): D | null => (doc === null ? null : (JSON.parse(doc) as D));

const rowOf = <D extends Doc>({ _id, stream, version, revision, doc }: RowDoc): StoredRow<D>[] => {
  const parsed = docOf<D>(doc);
  return parsed === null ? [] : [{ key: _id, stream, version, revision, doc: parsed }];
};

const holdsRows = async ({ rows }: Table): Promise<boolean> => (await rows.findOne({ _id: { $gte: '' } }, { projection: { _id: 1 } })) !== null;

async function list<D extends Doc>(table: Table, query: Query): Promise<readonly StoredRow<D>[]> {
  const checked = checkQuery(table.view, query);
  if (checked.limit === 0) return [];
  const found = table.rows.find(matching(table, checked), { projection }).sort(ordering(table, checked)).skip(checked.offset);
  const docs = await (checked.limit === undefined ? found : found.limit(checked.limit)).toArray();
  return docs.flatMap((doc) => rowOf<D>(doc as RowDoc));
}

/** What folding needs: what this process knows of a row is used as it is, for a write over one that another has changed since is refused. */
async function getAll({ rows }: Table, known: KnownRows, keys: readonly string[]): Promise<ReadonlyMap<string, KnownRow>> {
  const table = rows.collectionName;
  const found = new Map<string, KnownRow>();
  for (const key of keys) {
    const row = known.get(table, key);
    if (row) found.set(key, row);
  }
  const missing = keys.filter((key) => !found.has(key));
  if (missing.length === 0) return found;
  for (const { _id, version, revision, doc } of (await rows.find({ _id: { $in: missing } }, { projection }).toArray()) as RowDoc[]) {
    known.read(table, _id, { version, revision }, doc);
    found.set(_id, { version, revision, doc: docOf(doc) });
  }
  return found;
}

async function putAll(connection: Connection, table: Table, known: KnownRows, rows: readonly RowWrite[]): Promise<readonly string[]> {
  const { collectionName } = table.rows;
  const keys = rows.map(({ key }) => key);
  const refused = await putRows(connection, table, rows).catch((fault: unknown) => {
    known.forget(collectionName, keys);
    throw fault;
  });
  for (const row of rows) known.wrote(collectionName, row);
  known.forget(collectionName, refused);
  return refused;
}

/** The views kept in an open database: a collection each. */
export function viewsOn(connection: Connection): Views {
  const tables = viewTables(connection);
  const known = knownRows();
  return {
    define: tables.define,
    get: async <D extends Doc>(view: ViewSpec, key: string) => {
      const { rows } = await tables.of(view);
      const doc = await rows.findOne({ _id: { $eq: key } }, { projection });
      return doc ? rowOf<D>(doc as RowDoc)[0] : undefined;
    },
    getAll: async (view, keys) => getAll(await tables.of(view), known, keys),
    putAll: async (view, rows) => (rows.length === 0 ? [] : putAll(connection, await tables.of(view), known, rows)),
    list: async <D extends Doc>(view: ViewSpec, query: Query) => list<D>(await tables.of(view), query),
    count: async (view, query) => {
      const table = await tables.of(view);
      return table.rows.countDocuments(matching(table, checkQuery(table.view, query)));
    },
    drop: async (view) => {
      await tables.drop(view);
      known.forgetAll(collectionOf(view));
    },
    names: async () => {
      const declared = await tables.declared();
      const held = await Promise.all(declared.map(holdsRows));
      return declared.filter((_, index) => held[index]).map(({ view }) => viewName(view));
    },
  };
}

/** Opens the views of one service on a connection of its own. */
export async function openDistributedViews(options: DatabaseOptions): Promise<DistributedViews> {
  const database = await openDatabase(options);
  return { ...viewsOn(database.connection), close: database.close };
}
