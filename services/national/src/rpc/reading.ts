import { day, invalidField, Refusal, regionOf, type Day } from '@cpom/kernel';
import { nextTurn, type Clock } from '@cpom/platform';
import { assembled, regionStanding, type RegionStanding, type Standings } from '../cover/coverage.ts';
import type { Store } from '../world/store.ts';
import type { RegionData, World } from '../world/world.ts';

/** What every reading RPC starts from. */
export interface Reading {
  world(): World;
  /** How services stand on a day in that world. Kept until something changes; computed one region at a time, others served between. */
  standings(world: World, on: Day): Promise<Standings>;
  /** The date asked for; today when none is. Refuses `invalid`. */
  on(asked: string): Day;
  /** The code of a region of France, or empty for all of them. Refuses `invalid`. */
  region(asked: string): string;
  /** Refuses `not-found`. */
  oneRegion(world: World, asked: string): RegionData;
}

const daysKept = 32;

/** What standings are computed of. */
interface Basis extends Pick<RegionData, 'organisations' | 'contracts'>, Pick<World, 'successions'> {}

/** What was computed of a region for a day holds until its contracts, its organisations or the mergers change: reports come and go without it. */
function regionKeeper() {
  const kept = new Map<string, Basis & { readonly days: Map<Day, RegionStanding> }>();
  return async (world: World, region: RegionData, on: Day): Promise<RegionStanding> => {
    const [{ successions }, { place: { code }, organisations, contracts }] = [world, region];
    const before = kept.get(code);
    const holds = before?.organisations === organisations && before.contracts === contracts && before.successions === successions;
    const days = holds ? before.days : new Map<Day, RegionStanding>();
    const found = days.get(on);
    if (found) return { ...found, region };
    if (days.size >= daysKept) days.clear();
    const computed = regionStanding(world, region, on);
    days.set(on, computed);
    kept.set(code, { organisations, contracts, successions, days });
    await nextTurn();
    return computed;
  };
}

function standingsKeeper(): Reading['standings'] {
  const standingOf = regionKeeper();
  const kept = new WeakMap<World, Map<Day, Standings>>();
  return async (world, on) => {
    const days = kept.get(world) ?? new Map<Day, Standings>();
    const found = days.get(on);
    if (found) return found;
    const regions: RegionStanding[] = [];
    for (const region of world.regions.filter(({ connected }) => connected)) regions.push(await standingOf(world, region, on));
    if (days.size >= daysKept) days.clear();
    const computed = assembled(on, regions);
    kept.set(world, days.set(on, computed));
    return computed;
  };
}

export function openReading(store: Store, clock: Clock): Reading {
  return {
    world: store.world,
    standings: standingsKeeper(),
    on: (asked) => (asked === '' ? clock.today() : day(asked)),
    region: (asked) => {
      if (asked !== '' && !regionOf(asked)) throw invalidField('region', `Aucune région n'a le code « ${asked} ».`);
      return asked;
    },
    oneRegion: (world, asked) => {
      const found = world.regions.find(({ place }) => place.code === asked);
      if (!found) throw new Refusal('not-found', `Aucune région n'a le code « ${asked} ».`);
      return found;
    },
  };
}
