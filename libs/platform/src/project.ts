import type { Doc, RowWrite, State, Views, ViewSpec } from './ports/index.ts';
import { viewName } from './ports/index.ts';
import { turn } from './turns.ts';

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
  /** The row after several items of one stream, the same as after each of them in turn: for rows that take long to open and close. */
  fold?(doc: Doc | null, items: readonly I[], key: string): Doc | null;
}

type Stored = { readonly version: number; readonly revision: number; readonly doc: Doc | null };

/** The items of each row, in their order. */
async function itemsByKey<I extends Placed>(projection: Projection<I>, items: readonly I[]): Promise<ReadonlyMap<string, I[]>> {
  const byKey = new Map<string, I[]>();
  for (const item of items) {
    for (const key of projection.keys?.(item) ?? [item.stream]) {
      const there = byKey.get(key);
      if (there) there.push(item);
      else byKey.set(key, [item]);
    }
    const due = turn();
    if (due) await due;
  }
  return byKey;
}

/** Those that are newer than all before them: repeats and older ones are gone. */
function newer<I extends Placed>(items: readonly I[], than: number): I[] {
  let version = than;
  return items.filter((item) => {
    if (item.version <= version) return false;
    version = item.version;
    return true;
  });
}

/** The row after the items; undefined when nothing changed. */
function rowAfter<I extends Placed>(projection: Projection<I>, key: string, stored: Stored | undefined, items: readonly I[]): RowWrite | undefined {
  const fresh = newer(items, stored?.version ?? 0);
  const last = fresh.at(-1);
  if (!last) return undefined;
  const before = stored?.doc ?? null;
  const doc = projection.fold ? projection.fold(before, fresh, key) : fresh.reduce<Doc | null>((row, item) => projection.apply(row, item, key), before);
  return doc === before ? undefined : { key, stream: last.stream, version: last.version, doc, expectedRevision: stored?.revision ?? 0 };
}

/** Undefined when another writer was faster. */
async function tryBatch<I extends Placed>(views: Views, projection: Projection<I>, items: readonly I[]): Promise<readonly RowWrite[] | undefined> {
  const byKey = await itemsByKey(projection, items);
  if (byKey.size === 0) return [];
  const stored = await readRows(views, projection.view, [...byKey.keys()]);
  const writes: RowWrite[] = [];
  for (const [key, mine] of byKey) {
    const write = rowAfter(projection, key, stored.get(key), mine);
    if (write) writes.push(write);
    await turn();
  }
  return (await writeAll(views, projection.view, writes)) ? writes : undefined;
}

/** Rows read or written in one step: a row may hold a hundred values, and the event loop is to have its turn every few milliseconds. */
const rowsAtOnce = 10;

async function readRows(views: Views, view: ViewSpec, keys: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
  const rows = new Map<string, Stored>();
  for (let at = 0; at < keys.length; at += rowsAtOnce) {
    for (const [key, row] of await views.getAll(view, keys.slice(at, at + rowsAtOnce))) rows.set(key, row);
    await turn();
  }
  return rows;
}

/** While one group of rows reaches the disk, the next is made ready. False when another writer was faster somewhere. */
async function writeAll(views: Views, view: ViewSpec, writes: readonly RowWrite[]): Promise<boolean> {
  const groups: Promise<readonly string[]>[] = [];
  for (let at = 0; at < writes.length; at += rowsAtOnce) {
    await turn();
    const group = views.putAll(view, writes.slice(at, at + rowsAtOnce));
    // Told below, once all are on their way.
    group.catch(() => undefined);
    groups.push(group);
  }
  await Promise.allSettled(groups);
  return (await Promise.all(groups)).every((refused) => refused.length === 0);
}

/**
 * Folds a batch into a view and writes each row once; gives what it wrote. A repeat, or an older version, changes nothing;
 * when another writer was faster the batch is folded again on what it wrote: then only the last of what was written is given.
 */
export async function applyBatch<I extends Placed>(views: Views, projection: Projection<I>, items: readonly I[]): Promise<readonly RowWrite[]> {
  for (;;) {
    const written = await tryBatch(views, projection, items);
    if (written) return written;
  }
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
