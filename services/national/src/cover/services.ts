import type { Day } from '@cpom/kernel';
import type { ServicePage } from '@cpom/proto/national/v1/national';
import { choice, finder, pageOf, sortedBy } from '../paging.ts';
import type { World } from '../world/world.ts';
import type { Standings } from './coverage.ts';
import { serviceKeys, serviceRow, type ServiceKey } from './service-row.ts';
import { isCovered, isUncertain, type Standing } from './standing.ts';

/** What ListServices is asked, its date apart. */
export interface ServicesAsked {
  readonly region: string;
  readonly coverage: string;
  readonly contains: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

const tests = {
  all: () => true,
  covered: isCovered,
  uncovered: (standing: Standing) => !isCovered(standing),
  unsigned: ({ signed }: Standing) => !signed,
  uncertain: isUncertain,
  'without-headcount': ({ headcountYear }: Standing) => headcountYear === 0,
} as const;

/** Those that merged into the service by the day, and those that had merged into these. */
function mergedInto({ predecessors, successions }: World, service: string, on: Day): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [service];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const merged of predecessors.get(id) ?? []) {
      if (found.has(merged) || (successions.get(merged)?.on ?? '') > on) continue;
      found.add(merged);
      waiting.push(merged);
    }
  }
  return found;
}

const searchedOf = ({ regions }: World, id: string): string[] => [id, ...regions.flatMap(({ organisations }) => organisations.get(id)?.searched ?? [])];

/** The words to search a service by: its SIREN and its names, whatever their date; and those of the services that it has taken over. */
const searchedIn = (world: World, { service, organisations }: Standing, on: Day): string =>
  [service, ...organisations.map(({ searched }) => searched), ...[...mergedInto(world, service, on)].flatMap((id) => searchedOf(world, id))].join(' ');

/** The services that a filter keeps: over the nation, or in one region. */
export function matchingServices(world: World, { on, byRegion, nation }: Standings, asked: Pick<ServicesAsked, 'region' | 'coverage' | 'contains'>): Standing[] {
  const test = tests[choice('coverage', asked.coverage, ['all', 'covered', 'uncovered', 'unsigned', 'uncertain', 'without-headcount'])];
  const found = finder(asked.contains);
  const within = asked.region === '' ? nation : byRegion.get(asked.region)?.standings ?? [];
  return within.filter((standing) => test(standing) && (asked.contains === '' || found(searchedIn(world, standing, on))));
}

export function servicePage(world: World, standings: Standings, asked: ServicesAsked): ServicePage {
  const { on } = standings;
  const matching = matchingServices(world, standings, asked);
  const key: ServiceKey = choice('sort', asked.sort, ['name', 'region', 'days-without', 'next-expiry', 'accreditation-end', 'workers']);
  const sorted = sortedBy(matching, (standing) => serviceKeys[key](standing, on), asked.descending);
  return { on, services: pageOf(sorted, asked).map((standing) => serviceRow(world, standing, on)), total: matching.length };
}
