import { canonical, checkDeclaration, checkedName } from '../columns.ts';
import { viewName, type ViewSpec } from '../ports/views.ts';
import type { Database } from './database.ts';

/** A view as it is on disk: its declaration and the quoted name of its table. */
export interface Table {
  readonly view: ViewSpec;
  readonly table: string;
  /** The column of a declared index or of `key`. Fails for anything else: queries are checked before. */
  column(field: string): string;
}

/** The declared views of a file. A view that was declared by an earlier process is known. */
export interface Tables {
  define(view: ViewSpec): void;
  of(view: ViewSpec): Table;
  drop(view: ViewSpec): void;
  declared(): readonly Table[];
}

const registry = 'CREATE TABLE IF NOT EXISTS view_declaration (name TEXT PRIMARY KEY, declaration TEXT NOT NULL) STRICT';

function tableOf(view: ViewSpec): Table {
  // Columns are numbered: SQLite takes `siren` and `SIREN` for one, documents do not.
  const columns = new Map(view.indexes.map((field, index) => [field, `c${index}`]));
  columns.set('key', 'key');
  const column = (field: string): string => {
    const name = columns.get(field);
    if (name === undefined) throw new Error(`${field} is no column of ${viewName(view)}`);
    return name;
  };
  return { view, table: `"view:${checkedName(view)}"`, column };
}

function create(database: Database, { view, table }: Table): void {
  const name = viewName(view);
  const columns = view.indexes.map((_, index) => `c${index} ANY, `).join('');
  database.script(`CREATE TABLE ${table} (key TEXT PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL,
    revision INTEGER NOT NULL, ${columns} words TEXT NOT NULL, doc TEXT) STRICT`);
  view.indexes.forEach((_, index) =>
    database.script(`CREATE INDEX "view:${name}:c${index}" ON ${table} (c${index}, key) WHERE doc IS NOT NULL`),
  );
  database.run('INSERT INTO view_declaration (name, declaration) VALUES (?, ?)', name, canonical(view));
}

/** The views of an open file. */
export function viewTables(database: Database): Tables {
  database.script(registry);
  const known = new Map<string, Table>();
  const declaration = (name: string): string | undefined =>
    database.one<{ declaration: string }>('SELECT declaration FROM view_declaration WHERE name = ?', name)?.declaration;
  const remember = (name: string, declared: string): Table => {
    const table = tableOf(JSON.parse(declared) as ViewSpec);
    known.set(name, table);
    return table;
  };
  const find = (name: string): Table | undefined => {
    const declared = known.has(name) ? undefined : declaration(name);
    return declared === undefined ? known.get(name) : remember(name, declared);
  };
  return {
    define: (view) => {
      const name = checkedName(view);
      const there = find(name);
      checkDeclaration(view, there && canonical(there.view));
      if (!there) database.write(() => create(database, tableOf(view)));
      remember(name, canonical(view));
    },
    of: (view) => {
      const table = find(checkedName(view));
      if (!table) throw new Error(`${viewName(view)} is not defined`);
      return table;
    },
    drop: (view) => {
      const name = checkedName(view);
      known.delete(name);
      database.write(() => {
        database.script(`DROP TABLE IF EXISTS "view:${name}"`);
        database.run('DELETE FROM view_declaration WHERE name = ?', name);
      });
    },
    declared: () => database.all<{ declaration: string }>('SELECT declaration FROM view_declaration ORDER BY name')
      .map(({ declaration: declared }) => tableOf(JSON.parse(declared) as ViewSpec)),
  };
}
