import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GetContractRequest, ListContractsRequest } from '@cpom/proto/contracts/v1/contracts';
import type { Contract } from '@cpom/proto/contracts/v1/contracts';
import { ListOrganisationsRequest } from '@cpom/proto/directory/v1/directory';
import { GetCampaignRequest, ListCampaignsRequest, ListIndicatorsRequest, type CampaignGrid } from '@cpom/proto/indicators/v1/indicators';
import { GetCoverageRequest, GetContractRequest as GetPublishedRequest, ListServicesRequest, type CoverageFigures } from '@cpom/proto/national/v1/national';
import { startWorld, temporary, type DemoWorld } from './demo.fixture.ts';

/** The documented past of the demonstration, asked over gRPC as the DGT and as the DREETS. */

const today = '2026-11-21';
let world: DemoWorld;
let folder: Awaited<ReturnType<typeof temporary>>;

/** Loading takes its time on a machine that does other things. */
const patience = 180_000;

beforeAll(async () => {
  folder = await temporary();
  world = await startWorld(folder.dir, today);
}, patience);
afterAll(async () => {
  await world?.stop();
  await folder?.remove();
});

const figuresOf = async (region: string, on: string): Promise<CoverageFigures | undefined> =>
  (await (await world.national()).getCoverage(GetCoverageRequest.fromPartial({ on }))).regions.find((line) => line.region === region)?.figures;
const contractOf = async (region: string, reference: string, on = today): Promise<Contract> => {
  const contracts = await world.contracts(region);
  const { contracts: found } = await contracts.listContracts(ListContractsRequest.fromPartial({ contains: reference, on: today, limit: 500 }));
  const id = found.find((one) => one.reference === reference)?.id ?? '';
  return contracts.getContract(GetContractRequest.fromPartial({ id, on }));
};
const gridsOf2022 = async (): Promise<CampaignGrid[]> => {
  const indicators = await world.indicators('24');
  const { campaigns } = await indicators.listCampaigns(ListCampaignsRequest.fromPartial({ campaigns: ['2022'], limit: 500 }));
  return Promise.all(campaigns.map(({ campaign, service }) => indicators.getCampaign(GetCampaignRequest.fromPartial({ campaign, service }))));
};

describe('coverage at each date of the table, as the DGT sees it', () => {
  test.each([
    ['24', '2021-12-31', 0, 7], ['24', '2022-02-09', 0, 7], ['24', '2022-02-10', 7, 7], ['24', '2023-01-01', 7, 7],
    ['93', '2018-12-31', 1, 1], ['93', '2019-12-31', 0, 1], ['94', '2018-12-31', 1, 1], ['94', '2019-12-31', 0, 1],
  ])('given region %s on %s, when coverage is asked for, then %i of %i services are covered', async (region, on, covered, known) => {
    expect(await figuresOf(region, on)).toMatchObject({ servicesCovered: covered, servicesKnown: known });
  });

  test('given 01/01/2023, when Centre-Val de Loire is read, then its provisional expiry has passed and is flagged', async () => {
    expect(await figuresOf('24', '2022-12-31')).toMatchObject({ provisionalExpiriesPassed: 0 });
    expect(await figuresOf('24', '2023-01-01')).toMatchObject({ provisionalExpiriesPassed: 1 });
    expect((await contractOf('24', '2021-2022', '2023-01-01')).statusFlags).toEqual(['provisional-expiry-passed']);
  });

  test('given 2019 between two generations, when the twins of the south are read, then 365 days are at least without contract', async () => {
    const { services } = await (await world.national()).listServices(ListServicesRequest.fromPartial({ on: '2019-12-31', region: '93' }));
    expect(services[0]).toMatchObject({ covered: false, daysWithout: 365, daysAtLeast: true });
  });

  test('given one fund and two DREETS, when a contract of the one region is opened, then its twin of the other is found', async () => {
    const twin = await contractOf('93', 'pdp-2020-2022');
    const published = await (await world.national()).getContract(GetPublishedRequest.fromPartial({ region: '93', id: twin.id, on: '2021-06-01' }));
    expect(published.twins.map(({ region }) => region)).toEqual(['94']);
    expect(twin.parties.map(({ organisation, role }) => `${role} ${organisation}`)).toContain('fund carsat-sud-est');
  });

  test('given all 18 regions, when the nation is read, then those that are not connected are listed and are in no denominator', async () => {
    const coverage = await (await world.national()).getCoverage(GetCoverageRequest.fromPartial({ on: '2022-02-10' }));
    expect([coverage.regions.length, coverage.regionsConnected, coverage.regions.find(({ region }) => region === '53')?.figures]).toEqual([18, 4, undefined]);
  });
});

describe('Centre-Val de Loire (S1)', () => {
  test('given its parties, when the contract is read, then seven services, the DREETS and the fund sign, and the service under another name keeps it', async () => {
    const { parties, heading, origin } = await contractOf('24', '2021-2022');
    expect([parties.filter(({ role }) => role === 'service').length, parties.filter(({ role }) => role === 'authority').length, parties.filter(({ role }) => role === 'fund').length]).toEqual([7, 1, 1]);
    expect(parties.map(({ writtenName }) => writtenName).filter(Boolean)).toEqual(['AIMSMT 36']);
    expect(parties.find(({ role }) => role === 'partner')?.organisation).toBe('drsm-cvl');
    expect([heading?.shape, origin]).toEqual(['collective', 'S1']);
    expect(heading?.visas).toEqual(expect.arrayContaining(['Instruction DGT/DRP de 2019', 'Instruction DGT/DRP du 23 juin 2021', 'Loi n° 2021-1018 du 2 août 2021']));
  });

  test('given its opinions, when they are read, then CRATMP, GPRO and the validation of the CROCT have their dates and no sense', async () => {
    const { opinions } = await contractOf('24', '2021-2022');
    expect(opinions.map(({ body, kind, givenOn, sense }) => [body, kind, givenOn, sense])).toEqual([
      ['cratmp-cvl', 'opinion', '2021-12-07', 'not-stated'], ['gpro-cvl', 'opinion', '2021-12-15', 'not-stated'], ['croct-cvl', 'validation', '2021-12-15', 'not-stated'],
    ]);
  });

  test('given its nine signatures, when they are read, then each is of 10/02/2022 at Orléans, by a function, and makes the effect', async () => {
    const { signatures, signedOn, effectiveFrom, expiresOn, term } = await contractOf('24', '2021-2022');
    expect(signatures).toHaveLength(9);
    expect(signatures.every((one) => one.signedOn === '2022-02-10' && one.place === 'Orléans' && /^Direct(eur|rice)/.test(one.function))).toBe(true);
    expect([signedOn, effectiveFrom, expiresOn, term?.provisional, term?.wording]).toEqual(['2022-02-10', '2022-02-10', '2022-12-31', true, 'à fin 2022']);
  });

  test('given its two action sheets, when they are read, then they hold what the annex holds, and no target', async () => {
    const { sheets } = await contractOf('24', '2021-2022');
    expect(sheets.map(({ title, theme, actions, deadline }) => [title, theme, actions.map(({ letter }) => letter).join(''), actions.length, deadline])).toEqual([
      ['Prévenir la désinsertion professionnelle et maintien en emploi', 'pdp', 'ABC', 3, '2022-12-31'],
      ['Prévention des troubles musculosquelettiques', 'tms', '', 4, '2022-12-31'],
    ]);
    expect(sheets.flatMap(({ indicators }) => indicators).filter(({ hasTarget }) => hasTarget)).toEqual([]);
    expect(sheets.flatMap(({ indicators }) => indicators)).toHaveLength(21);
    expect(sheets[0]?.perspectives.join(' ')).toMatch(/PDP-P-01.*PDP-P-02/);
    expect(sheets.map(({ commitments }) => commitments.filter(({ role }) => role === 'service').length)).toEqual([0, 1]);
    expect(sheets[0]?.references).toContain('PST 3 2016-2020, objectif opérationnel n° 5, action 2.6');
    expect(sheets[1]?.references).toContain('PST 3 2016-2020, objectif opérationnel n° 2, action 1.6');
  });

  test('given the grids of 2022, when they are counted, then 21 lines a service, 147 in all, 3 narratives, and no perspective', async () => {
    const grids = await gridsOf2022();
    expect(grids.map(({ rows }) => rows.length)).toEqual(Array.from({ length: 7 }, () => 21));
    expect(grids.flatMap(({ rows }) => rows)).toHaveLength(147);
    for (const { rows } of grids) {
      expect(rows.filter(({ indicator }) => indicator?.unit === 'narrative')).toHaveLength(3);
      expect(rows.map(({ indicator }) => indicator?.code)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^PDP-P-/)]));
    }
  });

  test('given the values of 2022, when they are read, then they are fictitious, sent and approved on their dates, and so are the targets', async () => {
    const grids = await gridsOf2022();
    for (const { origin, summary, rows } of grids) {
      expect([origin, summary?.state]).toEqual(['fictif', 'approved']);
      expect(summary?.approvedAt.slice(0, 7)).toBe('2023-06');
      expect(rows.filter(({ value }) => value?.state !== 'number' && value?.state !== 'narrative').every(({ explanation }) => explanation !== '')).toBe(true);
      expect(new Set(rows.filter(({ target }) => target !== undefined).map(({ targetOrigin }) => targetOrigin))).toEqual(new Set(['fictif']));
    }
    expect(grids.filter(({ summary }) => (summary?.submittedAt ?? '') > '2023-04-30').length).toBe(1);
  });

  test('given the liaison meetings, when the catalogue is read, then they exist from 31/03/2022', async () => {
    const { indicators } = await (await world.indicators('24')).listIndicators(ListIndicatorsRequest.fromPartial({ allVersions: true }));
    expect(indicators.find(({ code }) => code === 'PDP-C-01')?.validFrom).toBe('2022-03-31');
  });

  test('given the directory, when origins are read, then each fact has its own, and the seven have their headcount of 2022 under the regional total', async () => {
    const { organisations } = await (await world.directory('24')).listOrganisations(ListOrganisationsRequest.fromPartial({ limit: 500 }));
    const seven = organisations.filter(({ kind, origin }) => kind === 'service' && origin === 'S1');
    expect(seven).toHaveLength(7);
    expect(organisations.every(({ origin }) => origin !== '')).toBe(true);
    expect(organisations.flatMap(({ headcounts, accreditations }) => [...headcounts, ...accreditations]).every(({ origin }) => origin === 'fictif')).toBe(true);
    const employees = organisations.flatMap(({ headcounts }) => headcounts).filter(({ year }) => year === 2022).reduce((sum, one) => sum + one.employees, 0);
    expect(employees).toBeGreaterThan(400_000);
    expect(employees).toBeLessThan(679_856);
    expect(organisations.find(({ id }) => id === 'apst-cvl')).toMatchObject({ kind: 'federation', address: '41 rue de la Milletière, 37100 Tours' });
    expect(seven.flatMap(({ aliases }) => aliases)).toEqual(['AIMSMT 36']);
  });
});

describe('Île-de-France (S2, S4)', () => {
  test('given the contract of 2014, when it is read, then its extension to 30/06/2021 is flagged past sixty months, and blocks nothing', async () => {
    const old = await contractOf('11', 'ACMS-2014');
    expect([old.signedOn, old.expiresOn, old.stage, old.origin]).toEqual(['2014', '2021-06-30', 'signed', 'S2']);
    expect(old.rules.find(({ code }) => code === 'term.extended')).toMatchObject({ effect: 'flag', outcome: 'warned' });
  });

  test('given the contract of 2022, when it is read, then six priority programmes and two specific ones, with the opinions of S4', async () => {
    const fresh = await contractOf('11', 'ACMS-2022');
    expect([fresh.signedOn, fresh.origin]).toEqual(['2022', 'S2, S4']);
    expect(fresh.sheets.filter(({ strand }) => strand === 'common').map(({ theme }) => theme)).toEqual(['pdp', 'chemical', 'tms', 'rps', 'road', 'accidents']);
    expect(fresh.sheets.filter(({ strand }) => strand === 'specific').map(({ theme }) => theme)).toEqual(['experiment', 'sector']);
    expect(fresh.opinions.map(({ body }) => body)).toEqual(['ars-idf', 'crprp-idf']);
  });

  test('given ACMS between its two contracts, when days are counted, then at least 184 are without a signed contract', async () => {
    const { services } = await (await world.national()).listServices(ListServicesRequest.fromPartial({ on: '2023-06-01', contains: 'ACMS' }));
    expect(services[0]).toMatchObject({ covered: true, gaps: [{ from: '2021-07-01', to: '2021-12-31', days: 184, atLeast: true }] });
  });
});
