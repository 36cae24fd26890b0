import { regions, type Region } from '@cpom/kernel';
import { nextTurn, turn, type Doc, type RowWrite, type Views } from '@cpom/platform';
import { kinds, peerOf, type Kind } from '../heard/types.ts';
import { views as declared, type HeardRow } from '../views.ts';
import type { Known, KnownCatalogue, KnownContract, KnownLink, KnownOrganisation, KnownSubmission } from './known.ts';
import { createParser, type Stored } from './parse.ts';
import { lineageOf, regionOfParts, worldOf, type Lineage, type RegionData, type RegionParts, type World } from './world.ts';

/** The rows of the views as they were last written, parsed once and kept in memory: a page reads no row. */
export interface Store {
  /** Reads every row, in slices that leave the process free between them. */
  load(): Promise<void>;
  /** Takes over the rows of these streams, where a batch has just been applied: those that it wrote as they are, the others are read again. */
  refresh(kind: Kind, streams: readonly string[], written: readonly RowWrite[]): Promise<void>;
  /** The same object until something changed. */
  world(): World;
}

type Kept = { [K in Kind]: Map<string, Map<string, Known>> };

const slice = 50;
const emptyKept = (): Kept => ({ contract: new Map(), organisation: new Map(), submission: new Map(), catalogue: new Map(), link: new Map() });

/** The order in which messages arrived must not show: what is kept is read in the order of its streams. */
function sortedKeeper(kept: Kept) {
  const sorted = new Map<string, readonly Known[]>();
  const key = (kind: Kind, region: string): string => `${kind} ${region}`;
  function of<T extends Known>(kind: Kind, region: string): readonly T[] {
    const found = sorted.get(key(kind, region)) ?? [...(kept[kind].get(region)?.values() ?? [])].sort((a, b) => (a.stream < b.stream ? -1 : 1));
    sorted.set(key(kind, region), found);
    return found as readonly T[];
  }
  const parts = (region: string): RegionParts => ({
    contract: of<KnownContract>('contract', region), organisation: of<KnownOrganisation>('organisation', region),
    submission: of<KnownSubmission>('submission', region), catalogue: of<KnownCatalogue>('catalogue', region), link: of<KnownLink>('link', region),
  });
  return { parts, changed: (kind: Kind, region: string) => { sorted.delete(key(kind, region)); } };
}

/** Keeps the regions and which of them changed. */
function keeper(timeZone: string) {
  const kept = emptyKept();
  const sorted = sortedKeeper(kept);
  const parser = createParser(timeZone);
  const built = new Map<string, RegionData>();
  let current: World | undefined;
  let lineage: Lineage | undefined;

  function changed(kind: Kind, region: string): void {
    sorted.changed(kind, region);
    built.delete(region);
    current = undefined;
    if (kind === 'organisation') lineage = undefined;
  }
  function forget(kind: Kind, stream: string): void {
    const home = peerOf(stream);
    if (kept[kind].get(home)?.delete(stream)) changed(kind, home);
  }
  function keep(kind: Kind, row: Stored): void {
    const { doc: { region } } = row;
    const rows = kept[kind].get(region) ?? new Map<string, Known>();
    rows.set(row.stream, parser[kind](row));
    kept[kind].set(region, rows);
    changed(kind, region);
  }
  function regionAt(place: Region): RegionData {
    const data = built.get(place.code) ?? regionOfParts(place, sorted.parts(place.code));
    built.set(place.code, data);
    return data;
  }
  function build(): World {
    const all = regions.map(regionAt);
    lineage ??= lineageOf(all);
    return worldOf(all, lineage);
  }
  return { keep, forget, world: () => (current ??= build()) };
}

/** Opens the memory of the national views. `timeZone`: dates are those of the wall clock there. */
export function openStore(views: Views, timeZone: string): Store {
  const kept = keeper(timeZone);

  async function loadKind(kind: Kind): Promise<void> {
    const { view } = declared[kind];
    for (let after = ''; ;) {
      const rows = await views.list<HeardRow>(view, { range: { min: after }, sort: { by: 'key' }, limit: slice });
      for (const { key, doc } of rows) if (key !== after) kept.keep(kind, { stream: key, doc });
      after = rows.at(-1)?.key ?? '';
      if (rows.length < slice) return;
      await nextTurn();
    }
  }

  function take(kind: Kind, stream: string, doc: Doc | null | undefined): void {
    if (doc) kept.keep(kind, { stream, doc: doc as HeardRow });
    else kept.forget(kind, stream);
  }

  return {
    load: async () => { for (const kind of kinds) await loadKind(kind); },
    refresh: async (kind, streams, written) => {
      const known = new Map(written.map(({ key, doc }) => [key, doc]));
      const others = streams.filter((stream) => !known.has(stream));
      // What was repeated, or came late: mostly nothing.
      const rows = others.length > 0 ? await views.getAll(declared[kind].view, others) : new Map<string, never>();
      for (const stream of streams) {
        take(kind, stream, known.has(stream) ? known.get(stream) : rows.get(stream)?.doc);
        await turn();
      }
    },
    world: kept.world,
  };
}
