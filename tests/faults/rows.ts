import { addDays, type Day } from '@cpom/kernel';
import { systemClock } from '@cpom/service';
import { ListContractsRequest as RegionContracts } from '@cpom/proto/contracts/v1/contracts';
import { ListCampaignsRequest } from '@cpom/proto/indicators/v1/indicators';
import { GetCollectionRequest, ListContractsRequest } from '@cpom/proto/national/v1/national';
import { untilAnswered, type Caller } from './client.ts';
import type { FoundRows } from './evidence.ts';

const page = 500;
const patient = async <T>(ask: () => Promise<T>): Promise<T> => {
  const until = Date.now() + 30_000;
  const answer = await untilAnswered(ask, () => Date.now() > until);
  if (answer === undefined) throw new Error('a list was not answered within 30 s');
  return answer;
};

async function paged<T>(ask: (offset: number) => Promise<{ readonly rows: readonly T[]; readonly total: number }>): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const { rows, total } = await ask(all.length);
    all.push(...rows);
    if (all.length >= total || rows.length === 0) return all;
  }
}

const perPeriod = (campaigns: readonly string[]): Map<string, number> => new Map([...Map.groupBy(campaigns, (campaign) => campaign)].map(([period, all]) => [period, all.length]));

/** What the pages of a region would list. */
export async function regionRows(caller: Caller, region: string): Promise<FoundRows> {
  const contracts = await paged((offset) => patient(async () => {
    const found = await (await caller.contracts(region)).listContracts(RegionContracts.fromPartial({ offset, limit: page, sort: 'reference' }));
    return { rows: found.contracts.map(({ id, expiresOn }): [string, string] => [id, expiresOn]), total: found.total };
  }));
  const campaigns = await paged((offset) => patient(async () => {
    const found = await (await caller.indicators(region)).listCampaigns(ListCampaignsRequest.fromPartial({ offset, limit: page, sort: 'campaign' }));
    return { rows: found.campaigns.map(({ campaign }) => campaign), total: found.total };
  }));
  return { contracts: new Map(contracts), submissions: perPeriod(campaigns) };
}

/** The nation counts what was done by a day, and clocks that were hours ahead have dated what was done tomorrow: a day that no clock of the run has seen. */
const afterAll = (): Day => addDays(systemClock('Europe/Paris').today(), 7);

/** What the nation's pages would list of a region. */
export async function nationRows(caller: Caller, region: string): Promise<FoundRows> {
  const on = afterAll();
  const contracts = await paged((offset) => patient(async () => {
    const found = await (await caller.national()).listContracts(ListContractsRequest.fromPartial({ region, offset, limit: page, sort: 'reference' }));
    return { rows: found.contracts.map(({ id, expiresOn }): [string, string] => [id, expiresOn]), total: found.total };
  }));
  const { periods } = await patient(async () => (await caller.national()).getCollection(GetCollectionRequest.fromPartial({ region })));
  const submissions = new Map<string, number>();
  for (const period of periods) {
    const { total } = await patient(async () => (await caller.national()).getCollection(GetCollectionRequest.fromPartial({ region, period, on, state: 'approved', limit: 1 })));
    if (total > 0) submissions.set(period, total);
  }
  return { contracts: new Map(contracts), submissions };
}
