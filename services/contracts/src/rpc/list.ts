import { addMonths, day, earliest, fold, latest, tokens, type Day } from '@cpom/kernel';
import type { Handlers } from '@cpom/service';
import type { ContractsServer, ContractSummary, ListContractsRequest } from '@cpom/proto/contracts/v1/contracts';
import { mayRead } from '../access.ts';
import type { Contract } from '../contract.ts';
import { contractOn } from '../as-of.ts';
import { effectiveFrom, expiresOn, idsOf, missingSignatures, present, signatories, signedOn, themesOf, withRole } from '../reading.ts';
import { awaited } from '../rules/opinions.ts';
import { statusOn, statusText } from '../status.ts';
import { readContracts, readOrganisations, type Organisations } from '../surroundings.ts';
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

type Keep = (contract: Contract) => boolean;

function filtersOf(request: ListContractsRequest, on: Day, organisations: Organisations): readonly Keep[] {
  const words = tokens(request.contains);
  return [
    ...(request.organisation === '' ? [] : [(one: Contract) => present(one).some((party) => party.organisation === request.organisation)]),
    ...(request.expiringWithinMonths === 0 ? [] : [(one: Contract) => expiresWithin(one, on, request.expiringWithinMonths)]),
    ...(words.length === 0 ? [] : [(one: Contract) => { const text = searched(one, organisations); return words.every((word) => text.includes(word)); }]),
    (one: Contract) => { const { status } = statusOn(one, on); return request.statuses.length === 0 ? status !== 'none' : request.statuses.includes(status); },
  ];
}

const sortKeys: Readonly<Record<string, (one: ContractSummary) => string>> = {
  reference: (one) => fold(one.reference), title: (one) => fold(one.title), status: (one) => one.status,
  expires_on: (one) => one.expiresOn, effective_from: (one) => one.effectiveFrom, recorded_at: (one) => one.recordedAt,
};

function sorted(summaries: ContractSummary[], { sort, descending }: ListContractsRequest): ContractSummary[] {
  const key = sortKeys[sort] ?? ((one: ContractSummary) => fold(one.reference));
  const way = descending ? -1 : 1;
  return summaries.sort((left, right) => way * (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0) || (left.id < right.id ? -1 : 1));
}

/** The contracts that the caller may read, filtered on a day. */
export function listHandler(deps: RpcDeps): Handlers<ContractsServer>['listContracts'] {
  return async (request, allowed) => {
    const upToDate = await deps.base.projections.reached(request.atLeast);
    const on = request.on === '' ? deps.clock.today() : day(request.on);
    const [contracts, organisations] = await Promise.all([readContracts(deps.views), readOrganisations(deps.views)]);
    const filters = filtersOf(request, on, organisations);
    const found = contracts.filter((one) => mayRead(one, allowed, deps.authority) && filters.every((keep) => keep(one)));
    const page = sorted(found.map((one) => summaryOf(one, on)), request);
    const limit = Math.min(request.limit || 50, mostRows);
    return { contracts: page.slice(request.offset, request.offset + limit), total: page.length, upToDate, on };
  };
}
