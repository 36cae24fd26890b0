/** What a row's columns may hold: what can be compared. */
export type Scalar = string | number | boolean | null;
export type Doc = Readonly<Record<string, unknown>>;

/** A declared view, `name.vN`. A new version is another view: it is built beside the old one. */
export interface ViewSpec {
  readonly name: string;
  readonly version: number;
  /** Top-level fields of the document (scalars) that queries may filter on and sort by. */
  readonly indexes: readonly string[];
  /** Top-level text fields whose folded words `contains` looks into. */
  readonly search?: readonly string[];
}

/** A row belongs to one source stream and carries the version of it that was last applied. */
export interface Row<D extends Doc = Doc> {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
  readonly doc: D;
}

/** A row as stored. Each write raises the revision by one; it starts at 1. */
export interface StoredRow<D extends Doc = Doc> extends Row<D> {
  readonly revision: number;
}

/** A write: `doc: null` deletes the row and remembers the version, so that an older message cannot bring it back. */
export interface RowWrite {
  readonly key: string;
  readonly stream: string;
  readonly version: number;
  readonly doc: Doc | null;
  /** The revision that was read; 0 when there was no row. */
  readonly expectedRevision: number;
}

/** Equality on any index, one range on the sort column, words anywhere in the searched text. */
export interface Query {
  readonly where?: Readonly<Record<string, Scalar | readonly Scalar[]>>;
  readonly range?: { readonly min?: Scalar; readonly max?: Scalar };
  readonly contains?: string;
  /** An index, or `key` (default). Ties are broken by key. */
  readonly sort?: { readonly by: string; readonly descending?: boolean };
  readonly offset?: number;
  readonly limit?: number;
}

/** What pages read. May be dropped and built again from the journal or the bus at any time. */
export interface Views {
  /** Makes the view ready; the same declaration again changes nothing. */
  define(view: ViewSpec): Promise<void>;
  get<D extends Doc>(view: ViewSpec, key: string): Promise<StoredRow<D> | undefined>;
  /**
   * Rows by key, deleted ones included (doc null): what folding needs before it writes. A row may be as this process last read or wrote it,
   * whatever another wrote since: what is put over it is then refused, and the next call gives what is stored.
   */
  getAll(view: ViewSpec, keys: readonly string[]): Promise<ReadonlyMap<string, { readonly version: number; readonly revision: number; readonly doc: Doc | null }>>;
  /** Writes each row whose expected revision is the stored one, in one durable write; returns the keys of those that were not. */
  putAll(view: ViewSpec, rows: readonly RowWrite[]): Promise<readonly string[]>;
  /** Rows that match. Refuses `invalid` a field that is not declared: no operator, no language. */
  list<D extends Doc>(view: ViewSpec, query: Query): Promise<readonly StoredRow<D>[]>;
  count(view: ViewSpec, query: Query): Promise<number>;
  /** Forgets the view's rows and its declaration. */
  drop(view: ViewSpec): Promise<void>;
  /** Names of the views that hold something, as `name.vN`. */
  names(): Promise<readonly string[]>;
}

export const viewName = (view: ViewSpec): string => `${view.name}.v${view.version}`;
