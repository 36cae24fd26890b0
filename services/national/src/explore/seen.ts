import { fold } from '@cpom/kernel';
import type { IndicatorList, IndicatorSeen } from '@cpom/proto/national/v1/national';
import { finder } from '../paging.ts';
import type { IndicatorMeta } from '../world/known.ts';
import type { RegionData, World } from '../world/world.ts';
import type { Wanted } from './answers.ts';
import { strictest } from './disclosure.ts';

type Seen = Omit<IndicatorMeta, 'id'>;

interface Gathered {
  readonly metas: Map<string, Seen>;
  readonly disclosures: Set<string>;
  readonly periods: Set<string>;
  readonly regions: Set<string>;
}

/** The code a value is listed under: the core's, or the region's own where it is mapped to none. */
export const listedAs = ({ core, code }: { readonly core: string; readonly code: string }): string => core || code;

function gatherer(keep: Wanted) {
  const found = new Map<string, Gathered>();
  const of = (key: string): Gathered => {
    const gathered = found.get(key) ?? { metas: new Map(), disclosures: new Set(), periods: new Set(), regions: new Set() };
    found.set(key, gathered);
    return gathered;
  };
  function catalogue({ catalogue: known, place }: RegionData): void {
    for (const { code, coreCode: core, version, label, unit, theme, kind } of known?.indicators ?? []) {
      if (!keep({ code, core })) continue;
      const gathered = of(listedAs({ code, core }));
      gathered.metas.set(`${code} ${version} ${place.code}`, { code, core, version, label, unit, theme, kind, disclosure: '' });
      gathered.regions.add(place.code);
    }
  }
  function submissions(region: RegionData): void {
    for (const [shape, periods] of region.shapes) {
      for (const meta of shape.filter(keep)) {
        const gathered = of(listedAs(meta));
        gathered.metas.set(`${meta.code} ${meta.version} ${region.place.code}`, meta);
        gathered.disclosures.add(meta.disclosure);
        periods.forEach((period) => gathered.periods.add(period));
        gathered.regions.add(region.place.code);
      }
    }
  }
  return { catalogue, submissions, found };
}

/** Regions may word an indicator differently: the core's own code first, then the latest version. */
function wording(code: string, metas: Iterable<Seen>): Seen | undefined {
  const own = (meta: Seen): number => Number(meta.code === code);
  return [...metas].sort((a, b) => own(b) - own(a) || b.version - a.version || (a.label < b.label ? -1 : 1))[0];
}

function seen(code: string, region: string, { metas, disclosures, periods, regions }: Gathered): IndicatorSeen {
  const meta = wording(code, metas.values());
  const isCore = [...metas.values()].some(({ core }) => core === code);
  return {
    code, region: isCore ? '' : region, label: meta?.label ?? code, unit: meta?.unit ?? '', theme: meta?.theme ?? '', kind: meta?.kind ?? '',
    disclosure: disclosures.size === 0 ? '' : strictest(disclosures),
    periods: [...periods].sort().reverse(), regionsMapped: isCore ? [...regions].sort() : [],
  };
}

/** The indicators that regions said, those of one region's own included when it is named. */
export function indicatorsSeen(world: World, region: string, keep: Wanted): IndicatorSeen[] {
  const gathering = gatherer((value) => (value.core !== '' || region !== '') && keep(value));
  for (const data of world.regions.filter(({ place }) => region === '' || place.code === region)) {
    gathering.catalogue(data);
    gathering.submissions(data);
  }
  return [...gathering.found].map(([code, gathered]) => seen(code, region, gathered)).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The catalogue as the regions show it. */
export function indicatorList(all: readonly IndicatorSeen[], { theme, contains }: { readonly theme: string; readonly contains: string }): IndicatorList {
  const found = finder(contains);
  return {
    indicators: all.filter((one) => (theme === '' || one.theme === theme) && (contains === '' || found(fold(`${one.code} ${one.label}`)))),
    themes: [...new Set(all.map((one) => one.theme))].filter((one) => one !== '').sort(),
  };
}
