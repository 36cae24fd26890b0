import { daysBetween, fold, regionOf, type Day } from '@cpom/kernel';
import type { ContractPage, ContractRow, NamedService } from '@cpom/proto/national/v1/national';
import { choice, finder, pageOf, sortedBy } from '../paging.ts';
import { firstDay, type KnownContract } from '../world/known.ts';
import { longName } from '../world/names.ts';
import type { RegionData, World } from '../world/world.ts';
import { contractStatuses, hasStatus, lastExpiry, onDay, overrides } from './contracts.ts';

/** What ListContracts is asked, its date apart. */
export interface ContractsAsked {
  readonly region: string;
  readonly status: string;
  readonly contains: string;
  readonly service: string;
  readonly sort: string;
  readonly descending: boolean;
  readonly offset: number;
  readonly limit: number;
}

interface Placed {
  readonly contract: KnownContract;
  readonly region: RegionData;
}

const namesOf = ({ contract, region }: Placed, on: Day): NamedService[] =>
  contract.state.services.map((service) => ({ service, name: longName(region.organisations.get(service), service, on) }));

export function contractRow(region: RegionData, contract: KnownContract, on: Day): ContractRow {
  const [{ span }, { state }] = [onDay(contract, on), contract];
  const end = lastExpiry(contract);
  const { id, reference, title, shape, signedOn, effectiveFrom, expiresOn, expiryProvisional, ruleSet, commonReference, recordedAfterwards, origin } = state;
  return {
    id, reference, title, shape, signedOn, effectiveFrom, expiresOn, expiryProvisional, ruleSet, commonReference, recordedAfterwards, origin,
    region: contract.region, regionName: regionOf(contract.region)?.name ?? '',
    status: span?.status ?? '', flags: [...(span?.flags ?? [])], services: namesOf({ contract, region }, on),
    daysLeft: end === undefined ? undefined : daysBetween(on, end),
    sheets: state.sheets.length, sheetsWithTarget: state.sheets.filter(({ hasTarget }) => hasTarget).length, rulesOverridden: overrides(contract),
  };
}

const keys = {
  'expires-on': ({ contract }: Placed) => lastExpiry(contract),
  'effective-from': ({ contract }: Placed) => firstDay(contract.state.effectiveFrom),
  'signed-on': ({ contract }: Placed) => firstDay(contract.state.signedOn),
  region: ({ region }: Placed) => fold(region.place.name),
  reference: ({ contract }: Placed) => contract.state.reference || undefined,
} as const;

/** The words to search a contract by: its own, and those of its services. */
const searchedIn = ({ contract, region }: Placed): string =>
  [contract.searched, ...contract.state.services.map((service) => region.organisations.get(service)?.searched ?? '')].join(' ');

/** The contracts that a filter keeps. */
function matchingContracts(world: World, on: Day, asked: ContractsAsked): Placed[] {
  const status = choice('status', asked.status, contractStatuses as [string, ...string[]]);
  const found = finder(asked.contains);
  const within = world.regions.filter(({ place }) => asked.region === '' || place.code === asked.region);
  const all = within.flatMap((region) => region.contracts.map((contract): Placed => ({ contract, region })));
  return all.filter((one) => (status === '' || hasStatus(onDay(one.contract, on), status, on))
    && (asked.service === '' || one.contract.state.services.includes(asked.service))
    && (asked.contains === '' || found(searchedIn(one))));
}

export function contractPage(world: World, on: Day, asked: ContractsAsked): ContractPage {
  const matching = matchingContracts(world, on, asked);
  const key = choice('sort', asked.sort, ['expires-on', 'effective-from', 'signed-on', 'region', 'reference']);
  const sorted = sortedBy(matching, keys[key], asked.descending);
  return { on, contracts: pageOf(sorted, asked).map(({ region, contract }) => contractRow(region, contract, on)), total: matching.length };
}
