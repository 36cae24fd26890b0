import { earliest, type Day } from '@cpom/kernel';
import { firstDay, holds, type KnownContract, type KnownOrganisation, type Span } from '../world/known.ts';
import type { RegionData, World } from '../world/world.ts';

/** A contract that is active on the day, with the span that says so. */
export interface Cover {
  readonly contract: KnownContract;
  readonly span: Span;
}

/** How one service stands on a day, in one region or over several. */
export interface Standing {
  readonly service: string;
  /** What each region's directory says of it; empty for a service that only contracts name. */
  readonly organisations: readonly KnownOrganisation[];
  readonly regions: readonly string[];
  readonly contracts: readonly KnownContract[];
  readonly covers: readonly Cover[];
  readonly signed: boolean;
  readonly workers: number;
  readonly workersCovered: number;
  /** The latest year counted; 0 when no headcount is known. */
  readonly headcountYear: number;
}

export const isCovered = ({ covers }: Standing): boolean => covers.length > 0;
/** Covered, but only by contracts whose dates are known to the month or the year. */
export const isUncertain = ({ covers }: Standing): boolean => covers.length > 0 && covers.every(({ span }) => span.flags.includes('uncertain'));

/** The contract is in force on the day and was already signed: a retroactive effect covers without it. */
const signedOn = ({ contract: { signedOn: signed }, span }: Cover, on: Day): boolean =>
  !span.flags.includes('not-yet-signed') && (signed === undefined || earliest(signed) <= on);

export function coversOn(contracts: readonly KnownContract[], on: Day): Cover[] {
  return contracts.flatMap((contract) => {
    const span = contract.active.find((one) => holds(one, on));
    return span ? [{ contract, span }] : [];
  });
}

/** Merged into another on or before the day: it is not counted any more, its successor is. */
const isMerged = (world: World, service: string, on: Day): boolean => (world.successions.get(service)?.on ?? '9999') <= on;

const actsIn = ({ state }: KnownOrganisation, region: string): boolean =>
  state.kind === 'service' && (state.regions.length === 0 || state.regions.includes(region));

/** A service whose every name begins later did not exist yet. */
const hasBegun = ({ state: { names } }: KnownOrganisation, on: Day): boolean =>
  names.length === 0 || names.some(({ from }) => (firstDay(from) ?? '') <= on);

const inPlay = ({ state }: KnownContract): boolean => state.stage !== 'abandoned';

function headcountOf(organisation: KnownOrganisation | undefined, region: string, on: Day): { readonly year: number; readonly employees: number } {
  const year = Number(on.slice(0, 4));
  return (organisation?.state.headcounts ?? []).reduce(
    (latest, one) => (one.region === region && one.year <= year && one.year > latest.year ? one : latest), { year: 0, employees: 0 });
}

function standingOf(region: RegionData, service: string, on: Day): Standing {
  const { place: { code } } = region;
  const organisation = region.organisations.get(service);
  const contracts = region.contractsOf.get(service) ?? [];
  const covers = coversOn(contracts, on);
  const { year, employees } = headcountOf(organisation, code, on);
  return {
    service, contracts, covers, organisations: organisation ? [organisation] : [], regions: [code],
    signed: covers.some((cover) => signedOn(cover, on)),
    workers: employees, workersCovered: covers.length > 0 ? employees : 0, headcountYear: year,
  };
}

/** Every service that exists in the region on the day: its directory's, and those that only its contracts name. */
export function standingsIn(world: World, region: RegionData, on: Day): Standing[] {
  const acting = [...region.organisations.values()].filter((one) => actsIn(one, region.place.code)).map(({ id }) => id);
  const named = [...region.contractsOf].filter(([, contracts]) => contracts.some(inPlay)).map(([service]) => service);
  const existing = [...new Set([...acting, ...named])].filter((service) => !isMerged(world, service, on));
  return existing.map((service) => standingOf(region, service, on)).filter(({ organisations: [organisation], covers }) =>
    organisation === undefined || covers.length > 0 || hasBegun(organisation, on));
}

const both = (a: Standing, b: Standing): Standing => ({
  service: a.service,
  organisations: [...a.organisations, ...b.organisations],
  regions: [...a.regions, ...b.regions],
  contracts: [...a.contracts, ...b.contracts],
  covers: [...a.covers, ...b.covers],
  signed: a.signed || b.signed,
  workers: a.workers + b.workers,
  workersCovered: a.workersCovered + b.workersCovered,
  headcountYear: Math.max(a.headcountYear, b.headcountYear),
});

/** Over several regions each service counts once; each region counts its own employees. */
export function together(regions: readonly (readonly Standing[])[]): Standing[] {
  const found = new Map<string, Standing>();
  for (const standing of regions.flat()) {
    const before = found.get(standing.service);
    found.set(standing.service, before ? both(before, standing) : standing);
  }
  return [...found.values()];
}
