import { day, invalidField, Refusal, regionOf, type Day } from '@cpom/kernel';
import type { Clock } from '@cpom/platform';
import { standingsOn, type Standings } from '../coverage/coverage.ts';
import type { Store } from '../world/store.ts';
import type { RegionData, World } from '../world/world.ts';

/** What every reading RPC starts from: the world as it is now, and standings computed once for a day until something changes. */
export interface Reading {
  world(): World;
  standings(on: Day): Standings;
  /** The date asked for; today when none is. Refuses `invalid`. */
  on(asked: string): Day;
  /** The code of a region of France, or empty for all of them. Refuses `invalid`. */
  region(asked: string): string;
  /** Refuses `not-found`. */
  oneRegion(asked: string): RegionData;
}

const daysKept = 32;

function standingsKeeper(store: Store): (on: Day) => Standings {
  const kept = new Map<Day, Standings>();
  let of: World | undefined;
  return (on) => {
    const world = store.world();
    if (world !== of || kept.size >= daysKept) kept.clear();
    of = world;
    const found = kept.get(on) ?? standingsOn(world, on);
    kept.set(on, found);
    return found;
  };
}

export function openReading(store: Store, clock: Clock): Reading {
  return {
    world: store.world,
    standings: standingsKeeper(store),
    on: (asked) => (asked === '' ? clock.today() : day(asked)),
    region: (asked) => {
      if (asked !== '' && !regionOf(asked)) throw invalidField('region', `Aucune région n'a le code « ${asked} ».`);
      return asked;
    },
    oneRegion: (asked) => {
      const found = store.world().regions.find(({ place }) => place.code === asked);
      if (!found) throw new Refusal('not-found', `Aucune région n'a le code « ${asked} ».`);
      return found;
    },
  };
}
