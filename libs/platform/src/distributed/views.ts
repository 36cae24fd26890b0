import type { Connection } from 'mongoose';
import { viewName, type Doc, type Query, type StoredRow, type Views, type ViewSpec } from '../ports/views.ts';
import { checkQuery } from '../queries.ts';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { viewTables, type RowDoc, type Table } from './views-collection.ts';
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

/** The views kept in an open database: a collection each. */
export function viewsOn(connection: Connection): Views {
  const tables = viewTables(connection);
  return {
    define: tables.define,
    get: async <D extends Doc>(view: ViewSpec, key: string) => {
      const { rows } = await tables.of(view);
      const doc = await rows.findOne({ _id: { $eq: key } }, { projection });
      return doc ? rowOf<D>(doc as RowDoc)[0] : undefined;
    },
    getAll: async (view, keys) => {
      const { rows } = await tables.of(view);
      const docs = (await rows.find({ _id: { $in: [...keys] } }, { projection }).toArray()) as RowDoc[];
      return new Map(docs.map(({ _id, version, revision, doc }) => [_id, { version, revision, doc: docOf(doc) }]));
    },
    putAll: async (view, rows) => (rows.length === 0 ? [] : putRows(connection, await tables.of(view), rows)),
    list: async <D extends Doc>(view: ViewSpec, query: Query) => list<D>(await tables.of(view), query),
    count: async (view, query) => {
      const table = await tables.of(view);
      return table.rows.countDocuments(matching(table, checkQuery(table.view, query)));
    },
    drop: tables.drop,
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
