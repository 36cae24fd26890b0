import type { Connection, mongo } from 'mongoose';
import { canonical, checkDeclaration, checkedName } from '../columns.ts';
import type { Scalar, ViewSpec } from '../ports/views.ts';
import { codeOf, isDuplicate } from './database-faults.ts';

/** A row as it is stored. Columns are numbered, `c0`…: the names of fields are the view's and never reach a query. */
export interface RowDoc {
  readonly _id: string;
  readonly stream: string;
  readonly version: number;
  readonly revision: number;
  /** False once deleted. */
  readonly live: boolean;
  readonly words: readonly string[];
  /** The document's JSON, as the view made it; null once deleted. */
  readonly doc: string | null;
  readonly [column: `c${number}`]: Scalar;
}

/** A view as it is stored: its declaration and where its rows are. */
export interface Table {
  readonly view: ViewSpec;
  readonly rows: mongo.Collection<RowDoc>;
  /** The stored name of a declared index or of `key`. Fails for anything else: queries are checked before. */
  column(field: string): string;
}

/** The declared views of a database. A view that another process declared is known. */
export interface Tables {
  define(view: ViewSpec): Promise<void>;
  of(view: ViewSpec): Promise<Table>;
  drop(view: ViewSpec): Promise<void>;
  declared(): Promise<readonly Table[]>;
}

/** The key of the one document of every view that is no row: what would be inserted where a row is missing collides with it. */
export const noRow = 0;

interface Declaration {
  readonly _id: string;
  readonly declaration: string;
}

const live = { partialFilterExpression: { live: true } };

function indexesOf(view: ViewSpec): mongo.IndexDescription[] {
  const columns = view.indexes.map((_, index): mongo.IndexDescription => ({ key: { [`c${index}`]: 1, _id: 1 }, ...live }));
  return view.search?.length ? [...columns, { key: { words: 1 }, ...live }] : columns;
}

/** Where the rows of a view are. */
export const collectionOf = (view: ViewSpec): string => `view.${checkedName(view)}`;

function tableOf(connection: Connection, view: ViewSpec): Table {
  const columns = new Map(view.indexes.map((field, index) => [field, `c${index}`]));
  columns.set('key', '_id');
  const column = (field: string): string => {
    const name = columns.get(field);
    if (name === undefined) throw new Error(`${field} is no column of ${checkedName(view)}`);
    return name;
  };
  return { view, rows: connection.getClient().db(connection.name).collection<RowDoc>(collectionOf(view)), column };
}

const orThere = (fault: unknown): void => {
  if (!isDuplicate(fault)) throw fault;
};

// The declaration last: that it is there says that all of it is there.
async function create(declarations: mongo.Collection<Declaration>, { view, rows }: Table): Promise<void> {
  const indexes = indexesOf(view);
  if (indexes.length > 0) await rows.createIndexes(indexes);
  await rows.updateOne({ _id: noRow as never }, { $set: { live: false } }, { upsert: true }).catch(orThere);
  await declarations.insertOne({ _id: checkedName(view), declaration: canonical(view) }).catch(orThere);
}

// The rows first: a declaration must never stand over the rows of another. 26: there are none.
async function forget(declarations: mongo.Collection<Declaration>, { view, rows }: Table): Promise<void> {
  await rows.drop().catch((fault: unknown) => {
    if (codeOf(fault) !== 26) throw fault;
  });
  await declarations.deleteOne({ _id: checkedName(view) });
}

/** The views of an open database. */
export function viewTables(connection: Connection): Tables {
  const declarations = connection.getClient().db(connection.name).collection<Declaration>('view-declarations');
  const known = new Map<string, Table>();
  const declaration = async (name: string): Promise<string | undefined> => (await declarations.findOne({ _id: name }))?.declaration;
  const remember = (name: string, view: ViewSpec): Table => {
    const table = tableOf(connection, view);
    known.set(name, table);
    return table;
  };
  return {
    define: async (view) => {
      const name = checkedName(view);
      const there = await declaration(name);
      checkDeclaration(view, there);
      const table = remember(name, view);
      if (there !== undefined) return;
      await create(declarations, table);
      checkDeclaration(view, await declaration(name));
    },
    of: async (view) => {
      const name = checkedName(view);
      const there = known.get(name);
      if (there) return there;
      const declared = await declaration(name);
      if (declared === undefined) throw new Error(`${name} is not defined`);
      return remember(name, JSON.parse(declared) as ViewSpec);
    },
    drop: async (view) => {
      known.delete(checkedName(view));
      await forget(declarations, tableOf(connection, view));
    },
    declared: async () => {
      const all = await declarations.find({}).sort({ _id: 1 }).toArray();
      return all.map(({ declaration: declared }) => tableOf(connection, JSON.parse(declared) as ViewSpec));
    },
  };
}
