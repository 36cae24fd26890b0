import { addMonths, day, earliest, fold, latest, tokens, type Day } from '@cpom/kernel';
import type { Handlers } from '@cpom/service';
import type { ContractsServer, ContractSummary, ListContractsRequest } from '@cpom/proto/contracts/v1/contracts';
import { mayRead } from '../access.ts';
import type { Contract } from '../contract.ts';
import { contractOn } from '../as-of.ts';
import { effectiveFrom, expiresOn, idsOf, known, missingSignatures, present, signatories, signedOn, themesOf, withRole } from '../reading.ts';
import { awaited } from '../rules/opinions.ts';
import { statusOn, statusText } from '../status.ts';
import type { Organisations } from '../surroundings.ts';
import type { RpcDeps } from './deps.ts';

const mostRows = 500;

/** A contract in a list, on a day. */
export function summaryOf(contract: Contract, on: Day): ContractSummary {
  const [status, then] = [statusOn(contract, on), contractOn(contract, on)];
  const dates = { effectiveFrom: effectiveFrom(contract), expiresOn: expiresOn(contract) };
  const { heading: { reference, title, shape }, id, region, authority, stage, recordedAt, origin, recordedAfterwards, version, term } = contract;
  return {
    id, reference, title, shape, region, authority, stage, recordedAt, origin, recordedAfterwards, version, followUpOn: term.followUpOn,
    status: status.status, statusText: statusText(status, dates), statusFlags: [...status.flags],
    services: idsOf(withRole(contract, 'service')), funds: idsOf(withRole(contract, 'fund')), themes: themesOf(contract),
    signedOn: signedOn(contract) ?? '', effectiveFrom: dates.effectiveFrom ?? '', expiresOn: dates.expiresOn ?? '', expiryProvisional: term.provisional,
    signaturesGiven: then.signatures.length, signaturesExpected: signatories(contract).length,
    opinionsAwaited: then.opinions.filter((opinion) => awaited(opinion, on)).map((opinion) => opinion.body),
    signaturesMissing: stage === 'signing' ? idsOf(missingSignatures(then)) : [],
  };
}

/** The words that a search looks into: the contract's own and the names of its parties. */
function searched(contract: Contract, organisations: Organisations): string {
  const parties = present(contract).flatMap((party) => [party.organisation, party.writtenName, ...(organisations.get(party.organisation)?.names ?? [])]);
  return fold([contract.heading.reference, contract.heading.title, contract.heading.commonReference, ...parties].join(' '));
}

/** An expiry within some months after the day; a provisional one counts by its own date. */
function expiresWithin(contract: Contract, on: Day, months: number): boolean {
  const expiry = expiresOn(contract);
  return expiry !== undefined && latest(expiry) >= on && earliest(expiry) <= addMonths(on, months);
}

/** One that was begun while the clock was ahead: today, it is shown as on the day it began, not hidden until the clock has come that far. */
function shownOn(contract: Contract, on: Day, today: Day): Day {
  const begun = earliest(known(contract.stages[0]?.on) ?? on);
  return on >= today && begun > on ? begun : on;
}

type Keep = (contract: Contract) => boolean;

function filtersOf(request: ListContractsRequest, dayOf: (one: Contract) => Day, organisations: Organisations): readonly Keep[] {
  const words = tokens(request.contains);
  return [
    ...(request.organisation === '' ? [] : [(one: Contract) => present(one).some((party) => party.organisation === request.organisation)]),
    ...(request.expiringWithinMonths === 0 ? [] : [(one: Contract) => expiresWithin(one, dayOf(one), request.expiringWithinMonths)]),
    ...(words.length === 0 ? [] : [(one: Contract) => { const text = searched(one, organisations); return words.every((word) => text.includes(word)); }]),
    (one: Contract) => { const { status } = statusOn(one, dayOf(one)); return request.statuses.length === 0 ? status !== 'none' : request.statuses.includes(status); },
  ];
}

const sortKeys: ReadonlyMap<string, (one: Contract, on: Day) => string> = new Map([
  ['title', (one: Contract) => fold(one.heading.title)], ['status', (one: Contract, on: Day) => statusOn(one, on).status],
  ['expires_on', (one: Contract) => one.term.expiresOn], ['effective_from', (one: Contract) => effectiveFrom(one) ?? ''], ['recorded_at', (one: Contract) => one.recordedAt],
]);

/** By what was asked, else by reference; what is equal, by id, so that pages never overlap. */
function sorted(contracts: readonly Contract[], { sort, descending }: ListContractsRequest, dayOf: (one: Contract) => Day): Contract[] {
  const key = sortKeys.get(sort) ?? ((one: Contract) => fold(one.heading.reference));
  const keyed = contracts.map((contract) => ({ contract, by: key(contract, dayOf(contract)) }));
  const way = descending ? -1 : 1;
  const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
  return keyed.sort((left, right) => way * order(left.by, right.by) || order(left.contract.id, right.contract.id)).map(({ contract }) => contract);
}

/** The contracts that the caller may read, filtered on a day. */
export function listHandler(deps: RpcDeps): Handlers<ContractsServer>['listContracts'] {
  return async (request, allowed) => {
    const upToDate = await deps.base.projections.reached(request.atLeast);
    const today = deps.clock.today();
    const on = request.on === '' ? today : day(request.on);
    const [contracts, organisations] = await Promise.all([deps.world.contracts(), deps.world.organisations()]);
    const dayOf = (one: Contract): Day => shownOn(one, on, today);
    const filters = filtersOf(request, dayOf, organisations);
    const found = contracts.filter((one) => mayRead(one, allowed, deps.authority) && filters.every((keep) => keep(one)));
    const end = request.offset + Math.min(request.limit || 50, mostRows);
    const page = sorted(found, request, dayOf).slice(request.offset, end);
    return { contracts: page.map((one) => summaryOf(one, dayOf(one))), total: found.length, upToDate, on };
  };
}
