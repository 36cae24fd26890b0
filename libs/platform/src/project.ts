import type { Doc, RowWrite, State, Views, ViewSpec } from './ports/index.ts';
import { viewName } from './ports/index.ts';

/** Anything with a place in a stream: a fact of the journal, or a decoded message of the bus. */
export interface Placed {
  readonly stream: string;
  readonly version: number;
}

/** A declared view with the pure function that keeps it. */
export interface Projection<I extends Placed> {
  readonly view: ViewSpec;
  /** The rows that this item touches; the stream itself unless told. A row is touched by one stream only. */
  keys?(item: I): readonly string[];
  /** The row after the item; null deletes it; the same object says that nothing changed. */
  apply(doc: Doc | null, item: I, key: string): Doc | null;
}

interface Cell {
  readonly stored: Doc | null;
  readonly revision: number;
  doc: Doc | null;
  version: number;
  stream: string;
}

const keysOf = <I extends Placed>(projection: Projection<I>, item: I): readonly string[] => projection.keys?.(item) ?? [item.stream];

function foldItem<I extends Placed>(projection: Projection<I>, cells: Map<string, Cell>, item: I): void {
  for (const key of keysOf(projection, item)) {
    const cell = cells.get(key);
    if (!cell || item.version <= cell.version) continue;
    cell.doc = projection.apply(cell.doc, item, key);
    cell.version = item.version;
    cell.stream = item.stream;
  }
}

async function tryBatch<I extends Placed>(views: Views, projection: Projection<I>, items: readonly I[]): Promise<boolean> {
  const keys = [...new Set(items.flatMap((item) => keysOf(projection, item)))];
  if (keys.length === 0) return true;
  const stored = await views.getAll(projection.view, keys);
  const cells = new Map(keys.map((key): [string, Cell] => {
    const row = stored.get(key);
    return [key, { stored: row?.doc ?? null, doc: row?.doc ?? null, revision: row?.revision ?? 0, version: row?.version ?? 0, stream: '' }];
  }));
  for (const item of items) foldItem(projection, cells, item);
  const writes = [...cells].filter(([, cell]) => cell.doc !== cell.stored).map(([key, cell]): RowWrite =>
    ({ key, stream: cell.stream, version: cell.version, doc: cell.doc, expectedRevision: cell.revision }));
  return writeAll(views, projection.view, writes);
}

/** Rows a write: a few milliseconds of the event loop, which others then have. */
const rowsPerWrite = 100;

async function writeAll(views: Views, view: ViewSpec, writes: readonly RowWrite[]): Promise<boolean> {
  let all = true;
  for (let at = 0; at < writes.length; at += rowsPerWrite) {
    if (at > 0) await new Promise((resolve) => { setImmediate(resolve); });
    if ((await views.putAll(view, writes.slice(at, at + rowsPerWrite))).length > 0) all = false;
  }
  return all;
}

/**
 * Folds a batch into a view and writes each row once. A repeat, or an older version, changes nothing;
 * when another writer was faster the batch is folded again on what it wrote.
 */
export async function applyBatch<I extends Placed>(views: Views, projection: Projection<I>, items: readonly I[]): Promise<void> {
  while (!(await tryBatch(views, projection, items)));
}

/** Drops the earlier versions of a view: called once the new one has caught up and serves. */
export async function dropOlder(views: Views, state: State, view: ViewSpec): Promise<void> {
  const names = new Set(await views.names());
  for (let version = 1; version < view.version; version += 1) {
    const older = { ...view, version };
    if (names.has(viewName(older))) await views.drop(older);
    await state.delete(`cursor:view:${viewName(older)}`);
  }
}
