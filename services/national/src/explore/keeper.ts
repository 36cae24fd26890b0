import type { World } from '../world/world.ts';
import type { Explore, Explored } from './explore.ts';

/** Remembers what was computed of what regions reported, by a name, until one of them reports or changes its catalogue. */
export interface Keeper<T> {
  get(world: World, name: string): T | undefined;
  put(world: World, name: string, value: T): T;
}

/** What explorations look at: a contract or a headcount that changes leaves them as they are. */
const lookedAt = ({ regions }: World): readonly unknown[] => regions.flatMap(({ connected, submissions, catalogue }) => [connected, submissions, catalogue]);

const isSame = (before: readonly unknown[], now: readonly unknown[]): boolean => before.every((one, place) => one === now[place]);

/** Keeps at most so many; who was put first goes first. */
export function keeperOf<T>(most: number): Keeper<T> {
  const kept = new Map<string, { readonly from: readonly unknown[]; readonly value: T }>();
  return {
    get: (world, name) => {
      const found = kept.get(name);
      return found && isSame(found.from, lookedAt(world)) ? found.value : undefined;
    },
    put: (world, name, value) => {
      kept.delete(name);
      kept.set(name, { from: lookedAt(world), value });
      const oldest = kept.size > most ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return value;
    },
  };
}

/** Each holds one small object a submission: some megabytes in all. */
const explorationsKept = 32;

/** Explores once for all the people who look at the same indicator, whatever the period; one of the core, whatever the region too. */
export function remembering(explore: Explore): Explore {
  const kept = keeperOf<Explored>(explorationsKept);
  return (world, code, region) => {
    const before = kept.get(world, ` ${code}`) ?? kept.get(world, `${region} ${code}`);
    if (before) return before;
    const explored = explore(world, code, region);
    return kept.put(world, `${explored.indicator.region} ${code}`, explored);
  };
}
