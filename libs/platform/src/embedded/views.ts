import { viewName, type Doc, type Query, type RowWrite, type StoredRow, type Views, type ViewSpec } from '../ports/views.ts';
import { checkQuery } from '../queries.ts';
import { openDatabase, type Database } from './database.ts';
import { documents, type RowHead } from './views-documents.ts';
import { matching, ordering } from './views-query.ts';
import { viewTables, type Table } from './views-table.ts';
import { indexValue, searchWords } from './views-values.ts';
import { writeQueue, type WriteQueue } from './write-queue.ts';

/** The views of one service; whoever opened them closes them. */
export interface EmbeddedViews extends Views {
  close(): void;
}

const columns = 'key, stream, version, revision';

/** A write made ready before it waits: what cannot be serialised fails here, alone. */
function prepared({ view, table }: Table, { key, stream, version, doc, expectedRevision }: RowWrite): (database: Database) => boolean {
  const indexed = view.indexes.map((field) => (doc === null ? null : indexValue(doc, field)));
  const content = [stream, version, ...indexed, doc === null ? '' : searchWords(view, doc), doc === null ? null : JSON.stringify(doc)];
  const names = ['stream', 'version', ...view.indexes.map((_, index) => `c${index}`), 'words', 'doc'];
  if (expectedRevision > 0) {
    const update = `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')}, revision = revision + 1 WHERE key = ? AND revision = ?`;
    return (database) => database.run(update, ...content, key, expectedRevision) > 0;
  }
  const insert = `INSERT INTO ${table} (key, revision, ${names.join(', ')}) VALUES (?, 1, ${names.map(() => '?').join(', ')})
    ON CONFLICT (key) DO NOTHING`;
  return (database) => database.run(insert, key, ...content) > 0;
}

async function putAll(database: Database, queue: WriteQueue, table: Table, rows: readonly RowWrite[]): Promise<readonly string[]> {
  const writes = rows.map((row) => ({ key: row.key, write: prepared(table, row) }));
  let refused: string[] = [];
  await queue.run(rows.length, () => { refused = writes.filter(({ write }) => !write(database)).map(({ key }) => key); });
  return refused;
}

/** The views kept in an open file, through its writing queue: what is put at the same moment shares one durable write. */
export function viewsOn(database: Database, queue: WriteQueue): Views {
  const tables = viewTables(database);
  const docs = documents(database);
  const holdsRows = ({ table }: Table): boolean => database.one(`SELECT 1 FROM ${table} LIMIT 1`) !== undefined;
  return {
    define: async (view) => tables.define(view),
    get: async <D extends Doc>(view: ViewSpec, key: string) => {
      const { table } = tables.of(view);
      const heads = database.all<RowHead>(`SELECT ${columns} FROM ${table} WHERE key = ? AND doc IS NOT NULL`, key);
      return docs.withDocs<D>(table, heads)[0];
    },
    getAll: async (view, keys) => {
      const { table } = tables.of(view);
      const select = `SELECT ${columns} FROM ${table} WHERE key IN (SELECT value FROM json_each(?))`;
      const heads = database.all<RowHead>(select, JSON.stringify(keys));
      const live = new Map(docs.withDocs(table, heads).map((row) => [row.key, row.doc]));
      return new Map(heads.map(({ key, version, revision }) => [key, { version, revision, doc: live.get(key) ?? null }]));
    },
    putAll: async (view, rows) => (rows.length === 0 ? [] : putAll(database, queue, tables.of(view), rows)),
    list: async <D extends Doc>(view: ViewSpec, query: Query): Promise<readonly StoredRow<D>[]> => {
      const table = tables.of(view);
      const checked = checkQuery(table.view, query);
      const [found, page] = [matching(table, checked), ordering(table, checked)];
      const heads = database.all<RowHead>(`SELECT ${columns} FROM ${table.table} WHERE ${found.sql} ${page.sql}`, ...found.values, ...page.values);
      return docs.withDocs<D>(table.table, heads);
    },
    count: async (view, query) => {
      const table = tables.of(view);
      const { sql, values } = matching(table, checkQuery(table.view, query));
      return database.one<{ rows: number }>(`SELECT count(*) AS rows FROM ${table.table} WHERE ${sql}`, ...values)?.rows ?? 0;
    },
    drop: async (view) => {
      const declared = tables.declared().find((table) => viewName(table.view) === viewName(view));
      if (declared) docs.forget(declared.table);
      tables.drop(view);
    },
    names: async () => tables.declared().filter(holdsRows).map(({ view }) => viewName(view)),
  };
}

/** Opens the views kept in a SQLite file of their own, made when absent. */
export function openEmbeddedViews({ file }: { readonly file: string }): EmbeddedViews {
  const database = openDatabase(file);
  const queue = writeQueue(database);
  return {
    ...viewsOn(database, queue),
    close: () => {
      queue.close();
      database.close();
    },
  };
}
