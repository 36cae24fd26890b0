import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ListContractsRequest, type ContractSummary } from '@cpom/proto/contracts/v1/contracts';
import { ListCampaignsRequest, type CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import { GetCoverageRequest, ListServicesRequest } from '@cpom/proto/national/v1/national';
import { headsIn, startWorld, temporary, type DemoWorld } from './demo.fixture.ts';

/** The fictitious present, on whatever day it is loaded. */

const today = '2027-03-02';
const regions = ['24', '11'];
let world: DemoWorld;
let folder: Awaited<ReturnType<typeof temporary>>;

/** Loading takes its time on a machine that does other things. */
const patience = 180_000;

beforeAll(async () => {
  folder = await temporary();
  world = await startWorld(folder.dir, today, { regions });
}, patience);
afterAll(async () => {
  await world?.stop();
  await folder?.remove();
});

const contractsOf = async (region: string, more: Partial<ListContractsRequest> = {}): Promise<ContractSummary[]> =>
  (await (await world.contracts(region)).listContracts(ListContractsRequest.fromPartial({ limit: 500, ...more }))).contracts;
const campaignsOf = async (region: string): Promise<CampaignRow[]> =>
  (await (await world.indicators(region)).listCampaigns(ListCampaignsRequest.fromPartial({ campaigns: ['2026'], limit: 500 }))).campaigns;

test.each(regions)('given region %s, when its contracts are listed, then individual ones stand in every state', async (region) => {
  const individual = (await contractsOf(region)).filter(({ shape }) => shape === 'individual');
  expect(new Set(individual.map(({ status }) => status))).toEqual(new Set(['draft', 'negotiation', 'consultation', 'validated', 'signing', 'not-in-force', 'active', 'expired', 'abandoned']));
  expect(individual.filter(({ origin }) => origin !== 'fictif').map(({ reference }) => reference)).toEqual(region === '11' ? ['ACMS-2014', 'ACMS-2022'] : []);
});

test('given one region, when what ends within twelve months is listed, then there are eight to renew, one of them extended past sixty months', async () => {
  expect((await contractsOf('11', { expiringWithinMonths: 12, statuses: ['active'] })).map(({ reference }) => reference)).toHaveLength(8);
});

test('given a collective text in signing, when its signatures are counted, then one is missing among seven', async () => {
  const signing = (await contractsOf('24', { statuses: ['signing'] })).find(({ shape }) => shape === 'collective');
  expect(signing).toMatchObject({ signaturesExpected: 7, signaturesGiven: 6 });
});

describe('campaigns', () => {
  test('given Centre-Val de Loire, when its campaigns are listed, then 34 of 46 lines are answered, one is returned, one approved, and the others stand between', async () => {
    const rows = new Map((await campaignsOf('24')).map((row) => [row.serviceName, row]));
    expect(rows.get('APST 37')).toMatchObject({ asked: 46, answered: 34, blocking: 1, toExplain: 2, state: 'open' });
    expect(rows.get('SISTEL')).toMatchObject({ state: 'returned', returned: 1 });
    expect(rows.get('CIHL')).toMatchObject({ state: 'approved' });
    expect(rows.get('AISMT 36')).toMatchObject({ state: 'submitted' });
    expect(rows.get('APST 41')).toMatchObject({ state: 'checking', fundCheck: 'finished', dreetsCheck: 'pending' });
    expect(rows.get('SANTBTP')?.daysLeft).toBeLessThan(0);
  });
});

describe('as the DGT sees it', () => {
  test('given the services without contract, when they are listed, then each has its reason, and every kind of reason is met', async () => {
    const { services } = await (await world.national()).listServices(ListServicesRequest.fromPartial({ coverage: 'uncovered', limit: 500 }));
    expect(services.filter(({ reasons }) => reasons.length === 0).map(({ shortName }) => shortName)).toEqual([]);
    expect(new Set(services.flatMap(({ reasons }) => reasons.map(({ code }) => code)))).toEqual(new Set(['not-in-force', 'negotiating', 'accreditation', 'merger', 'abandoned']));
  });

  test('given both regions, when coverage is read, then neither shows 100 %, a rule is set aside, and headcounts stay under the regional totals', async () => {
    const { regions: lines } = await (await world.national()).getCoverage(GetCoverageRequest.fromPartial({}));
    const of = (region: string) => lines.find((line) => line.region === region)?.figures;
    for (const region of regions) expect(of(region)?.servicesCovered).toBeLessThan(of(region)?.servicesKnown ?? 0);
    expect(of('11')?.contractsWithOverride).toBe(1);
    expect(Number(of('24')?.workersTotal)).toBeLessThan(679_856);
    expect(Number(of('11')?.workersTotal)).toBeLessThan(5_167_442);
  });

  test('given a merger, an accreditation that ends in five months and a retroactive effect, when services are read, then they are seen', async () => {
    const { services } = await (await world.national()).listServices(ListServicesRequest.fromPartial({ region: '24', limit: 500 }));
    const named = (name: string) => services.find(({ shortName }) => shortName === name);
    expect(named('Deux-Rives')?.predecessors.map(({ service }) => service)).toHaveLength(2);
    expect(named('APST 37')?.accreditationEnd).toBe('2027-08-02');
    const before = await (await world.national()).listServices(ListServicesRequest.fromPartial({ region: '24', on: '2026-03-02', contains: 'Val-Doré' }));
    expect(before.services[0]).toMatchObject({ covered: true, signed: false });
  });
});

test('given the data are loaded, when they are loaded again, even requested anew on another day, then no journal has moved', async () => {
  await world.stop();
  const before = await headsIn(folder.dir);
  expect(Object.keys(before)).toEqual(expect.arrayContaining(['24/contracts', '24/indicators', '11/directory', 'nation/collector']));
  world = await startWorld(folder.dir, today, { regions, again: true });
  await world.stop();
  expect(await headsIn(folder.dir)).toEqual(before);
  world = await startWorld(folder.dir, '2027-03-03', { regions });
  expect(world.said.filter((sentence) => sentence.includes('chargées'))).toEqual([]);
}, patience);
