import type { Day } from '@cpom/kernel';
import type { Coverage, CoverageFigures, RegionCoverage } from '@cpom/proto/national/v1/national';
import { coverageSentence } from '../sentences.ts';
import { latestOf, type RegionData, type World } from '../world/world.ts';
import { contractFigures, nationFigures, serviceFigures } from './figures.ts';
import { standingsIn, together, type Standing } from './standing.ts';

/** How the services of one region stand on a day, and what they count. */
export interface RegionStanding {
  readonly region: RegionData;
  readonly standings: readonly Standing[];
  readonly figures: CoverageFigures;
}

/** How every service stands on a day: in each connected region, and over them. */
export interface Standings {
  readonly on: Day;
  readonly byRegion: ReadonlyMap<string, RegionStanding>;
  readonly nation: readonly Standing[];
  readonly figures: CoverageFigures;
}

export function regionStanding(world: World, region: RegionData, on: Day): RegionStanding {
  const standings = standingsIn(world, region, on);
  return { region, standings, figures: { ...serviceFigures(standings), ...contractFigures(region.contracts, on) } };
}

/** The nation made of its connected regions. */
export function assembled(on: Day, regions: readonly RegionStanding[]): Standings {
  const nation = together(regions.map(({ standings }) => standings));
  return { on, nation, byRegion: new Map(regions.map((one) => [one.region.place.code, one])), figures: nationFigures(nation, regions.map(({ figures }) => figures)) };
}

export const standingsOn = (world: World, on: Day): Standings =>
  assembled(on, world.regions.filter(({ connected }) => connected).map((region) => regionStanding(world, region, on)));

export function regionCoverage({ place: { code, name, column, row }, connected, dataAt, firstHeardAt }: RegionData, { byRegion }: Standings): RegionCoverage {
  return { region: code, name, column, row, connected, figures: byRegion.get(code)?.figures, dataAt, firstHeardAt };
}

/** Who is under contract on a day: the 18 regions, and the nation over those that are connected. */
export function coverageOf(world: World, standings: Standings): Coverage {
  const { on, figures, byRegion } = standings;
  return {
    on,
    nation: figures,
    regions: world.regions.map((region) => regionCoverage(region, standings)),
    regionsConnected: byRegion.size,
    sentence: coverageSentence(figures, byRegion.size),
    dataAt: latestOf(world.regions),
  };
}
