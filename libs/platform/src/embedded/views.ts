import { viewName, type Doc, type Query, type RowWrite, type StoredRow, type Views, type ViewSpec } from '../ports/views.ts';
import { openDatabase, type Database } from './database.ts';
import { matching, ordering } from './views-query.ts';
import { viewTables, type Table } from './views-table.ts';
import { indexValue, searchWords } from './views-values.ts';

/** The views of one service; whoever opened them closes them. */
export interface EmbeddedViews extends Views {
  close(): void;
}

interface StoredText {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
  readonly revision: number;
  readonly doc: string | null;
}

const columns = 'key, stream, version, revision, doc';
const parsed = <D extends Doc>({ key, stream, version, revision, doc }: StoredText & { readonly doc: string }): StoredRow<D> =>
  ({ key, stream, version, revision, doc: JSON.parse(doc) as D });
const isLive = (row: StoredText): row is StoredText & { readonly doc: string } => row.doc !== null;

/** Writes the row unless somebody wrote it since it was read; says whether it did. */
function put(database: Database, { view, table }: Table, { key, stream, version, doc, expectedRevision }: RowWrite): boolean {
  const indexed = view.indexes.map((field) => (doc === null ? null : indexValue(doc, field)));
  const content = [stream, version, ...indexed, doc === null ? '' : searchWords(view, doc), doc === null ? null : JSON.stringify(doc)];
  const names = ['stream', 'version', ...view.indexes.map((_, index) => `c${index}`), 'words', 'doc'];
  if (expectedRevision > 0) {
    const update = `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')}, revision = revision + 1 WHERE key = ? AND revision = ?`;
    return database.run(update, ...content, key, expectedRevision) > 0;
  }
  const insert = `INSERT INTO ${table} (key, revision, ${names.join(', ')}) VALUES (?, 1, ${names.map(() => '?').join(', ')})
    ON CONFLICT (key) DO NOTHING`;
  return database.run(insert, key, ...content) > 0;
}

/** Opens the views kept in a SQLite file, made when absent. The file may hold a service's state too. */
export function openEmbeddedViews({ file }: { readonly file: string }): EmbeddedViews {
  const database = openDatabase(file);
  const tables = viewTables(database);
  const holdsRows = ({ table }: Table): boolean => database.one(`SELECT 1 FROM ${table} LIMIT 1`) !== undefined;
  return {
    define: async (view) => tables.define(view),
    get: async <D extends Doc>(view: ViewSpec, key: string) => {
      const { table } = tables.of(view);
      const row = database.one<StoredText>(`SELECT ${columns} FROM ${table} WHERE key = ?`, key);
      return row && isLive(row) ? parsed<D>(row) : undefined;
    },
    getAll: async (view, keys) => {
      const { table } = tables.of(view);
      const select = `SELECT ${columns} FROM ${table} WHERE key IN (SELECT value FROM json_each(?))`;
      return new Map(database.all<StoredText>(select, JSON.stringify(keys)).map(({ key, version, revision, doc }) =>
        [key, { version, revision, doc: doc === null ? null : JSON.parse(doc) as Doc }]));
    },
    putAll: async (view, rows) => {
      if (rows.length === 0) return [];
      const table = tables.of(view);
      return database.write(() => rows.filter((row) => !put(database, table, row)).map((row) => row.key));
    },
    list: async <D extends Doc>(view: ViewSpec, query: Query) => {
      const table = tables.of(view);
      const [found, page] = [matching(table, query), ordering(table, query)];
      const select = `SELECT ${columns} FROM ${table.table} WHERE ${found.sql} ${page.sql}`;
      return database.all<StoredText>(select, ...found.values, ...page.values).filter(isLive).map((row) => parsed<D>(row));
    },
    count: async (view, query) => {
      const table = tables.of(view);
      const { sql, values } = matching(table, query);
      return database.one<{ rows: number }>(`SELECT count(*) AS rows FROM ${table.table} WHERE ${sql}`, ...values)?.rows ?? 0;
    },
    drop: async (view) => tables.drop(view),
    names: async () => tables.declared().filter(holdsRows).map(({ view }) => viewName(view)),
    close: () => database.close(),
  };
}
