import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, type Calls, type Connection, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import {
  ExplainFigureRequest, ExploreIndicatorRequest, GetCollectionRequest, ListContractsRequest, ListHeldRequest, ListIndicatorValuesRequest, ListServicesRequest, NationalClient, type NationalServer,
} from '@cpom/proto/national/v1/national';
import { contractSaid, onBus, serviceSaid, spans, submissionSaid, value, withdrawn, type Saying } from './given.fixture.ts';
import { everyFigure } from './figures.ts';
import { startNational } from './service.ts';

let instance: TestInstance;
let national: Running;
let connection: Connection<NationalServer>;
let dgt: Calls<NationalServer>;

const open = async () => {
  national = await instance.start('national', startNational, {});
  connection = connect<NationalServer, NationalClient>(NationalClient, 'national', national.address);
  dgt = connection.as(await instance.tokenFor('dgt', 'dgt'));
};
const hear = async (...said: readonly Saying[]) => {
  await instance.bus.publish(said.map(onBus));
  await national.caughtUp();
};
const signed = { signedOn: '2025-01-15', effectiveFrom: '2025-01-15', expiresOn: '2026-12-31', reference: 'CPOM-24-2025', title: 'Contrat de la Loire', intervals: spans(['active', '2025-01-15', '2026-12-31'], ['expired', '2027-01-01']) };
const approvedSubmission = submissionSaid('24', '2025', 'a', { state: 'approved', asked: 2, answered: 2, firstSubmittedAt: '2026-01-20T10:00:00.000Z', approvedAt: '2026-02-01T10:00:00.000Z', values: [value('X', 120, { target: 100 }), value('Y', 4)] });

beforeAll(async () => {
  instance = await testInstance({ code: 'nation', kind: 'nation', name: 'Nation', authority: 'dgt', timeZone: 'Europe/Paris' });
  await open();
  await hear(
    serviceSaid('24', 'a', { names: [{ name: 'Santé Loire', shortName: 'SL' }], headcounts: [{ region: '24', year: 2025, employees: 1_000 }] }), serviceSaid('24', 'b'),
    contractSaid('24', 'k', { ...signed, services: ['a'], sheets: [{ id: 's', hasTarget: true }], parties: [{ organisation: 'a', role: 'service' }] }), approvedSubmission,
  );
});
afterAll(async () => { connection.close(); await instance.stop(); });

describe('what the nation reads', () => {
  test('given what a region said, when coverage is asked, then it is counted and each region is listed', async () => {
    const coverage = await dgt.getCoverage({ on: '' });
    expect(coverage).toMatchObject({ on: '2026-03-02', regionsConnected: 1, nation: { servicesKnown: 2, servicesCovered: 1, workersCovered: 1_000, expiriesWithinYear: 1 } });
    expect(coverage.regions).toHaveLength(18);
  });

  test('given every figure, when it is explained, then it is the one of the dashboard and, where it counts things, its list has as many', async () => {
    const { nation } = await dgt.getCoverage({ on: '' });
    for (const { name } of everyFigure) {
      const explained = await dgt.explainFigure(ExplainFigureRequest.fromPartial({ figure: name }));
      expect(explained.definition).not.toBe('');
      if (/^(?:workers|lines|late)/.test(name)) continue;
      expect([name, explained.madeOf?.value.total]).toEqual([name, explained.value]);
    }
    expect((await dgt.explainFigure(ExplainFigureRequest.fromPartial({ figure: 'services-covered' }))).value).toBe(nation?.servicesCovered);
    await expect(dgt.explainFigure(ExplainFigureRequest.fromPartial({ figure: '__proto__' }))).rejects.toMatchObject({ code: 'invalid' });
  });

  test('given a contract, when it is opened from the list, then it is as its region published it', async () => {
    const page = await dgt.listContracts(ListContractsRequest.fromPartial({ contains: 'sante loire', status: 'expiring' }));
    expect(page).toMatchObject({ total: 1, contracts: [{ region: '24', id: 'k', daysLeft: 304, sheetsWithTarget: 1 }] });
    const contract = await dgt.getContract({ region: '24', id: 'k', on: '2027-05-01' });
    expect(contract).toMatchObject({ summary: { status: 'expired' }, contract: { title: 'Contrat de la Loire' }, organisations: [{ id: 'a', shortName: 'SL' }] });
    await expect(dgt.getContract({ region: '11', id: 'k', on: '' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('given a region, when all of it is asked, then services, contracts and collection come in one reply', async () => {
    expect(await dgt.getRegion({ region: '24', on: '' })).toMatchObject({
      coverage: { connected: true }, services: [{ service: 'a', covered: true }, { service: 'b', covered: false }], contracts: [{ id: 'k' }],
      collectionPeriod: '2025', collection: { figures: { submitted: 1, approved: 1 } }, sheets: 1, sheetsWithTarget: 1,
    });
    expect(await dgt.getRegion({ region: '01', on: '' })).toMatchObject({ coverage: { connected: false }, services: [] });
  });

  test('given approved values, when they are explored, then sums and progress are told and small numbers are not', async () => {
    expect((await dgt.exploreIndicator(ExploreIndicatorRequest.fromPartial({ code: 'X' }))).totals).toMatchObject([{ period: '2025', value: 120, progress: 1.2 }]);
    const small = await dgt.listIndicatorValues(ListIndicatorValuesRequest.fromPartial({ code: 'Y', period: '2025' }));
    expect(small.values).toMatchObject([{ service: 'a', state: 'masked', value: undefined }]);
    expect((await dgt.listIndicators({ region: '', theme: '', contains: '' })).indicators.map(({ code }) => code)).toEqual(['X', 'Y']);
  });

  test('given a wrong date, region, sort or filter, when it is asked, then it is refused in words', async () => {
    await expect(dgt.getCoverage({ on: '2026-02-31' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(dgt.listServices(ListServicesRequest.fromPartial({ region: 'XX' }))).rejects.toMatchObject({ code: 'invalid', details: [{ field: 'region' }] });
    await expect(dgt.listServices(ListServicesRequest.fromPartial({ sort: '$where' }))).rejects.toMatchObject({ code: 'invalid', details: [{ field: 'sort' }] });
    await expect(dgt.getCollection(GetCollectionRequest.fromPartial({ state: 'constructor' }))).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('what changes', () => {
  test('given a later state, an older one again, and a withdrawal, when coverage is asked, then the latest holds', async () => {
    const [first, second] = [1, 2].map((version) => contractSaid('24', 'later', { ...signed, services: version === 1 ? ['b'] : [] }, version));
    if (!first || !second) throw new Error('two versions');
    const covered = async () => (await dgt.getCoverage({ on: '' })).nation?.servicesCovered;
    await hear(first);
    expect(await covered()).toBe(2);
    await hear(second, first);
    expect(await covered()).toBe(1);
    await hear({ ...first, version: 3 });
    expect(await covered()).toBe(2);
    await hear(withdrawn({ ...first, version: 3 }), first);
    expect(await covered()).toBe(1);
  });

  test('given a stopped service, when it starts again, then it answers what it had heard, and what was said meanwhile', async () => {
    connection.close();
    await national.stop();
    await instance.bus.publish([onBus(serviceSaid('53', 'z'))]);
    await open();
    expect(await dgt.getCoverage({ on: '' })).toMatchObject({ regionsConnected: 2, nation: { servicesKnown: 3, servicesCovered: 1 } });
  });
});

describe('held messages', () => {
  test('given a region that speaks for another and a type from a later version, when messages are listed, then both are held with their reason, and the rest goes on', async () => {
    const wrong = { ...contractSaid('11', 'w', signed), stream: '24/contract-w' };
    const later = { ...serviceSaid('24', 'future'), stream: '24/forecast-1', type: 'cpom.contracts.v1.Forecast' };
    await hear(wrong, later, serviceSaid('53', 'after'));
    const held = await dgt.listHeld(ListHeldRequest.fromPartial({}));
    expect(held).toMatchObject({ total: 2, parked: 1, unknown: 1, waiting: 0 });
    expect(held.held.find(({ as }) => as === 'parked')).toMatchObject({ topic: 'contracts.nation', stream: '24/contract-w', region: '24', messages: 1, because: 'La région 24 ne peut pas parler pour la région « 11 ».' });
    expect((await dgt.listServices(ListServicesRequest.fromPartial({ region: '53' }))).total).toBe(2);
  });

  test('given a parked message, when it is released and is still wrong, then it says why; the same request again changes nothing', async () => {
    const request = { cause: 'release-1', topic: 'contracts.nation', stream: '24/contract-w' };
    const reply = await dgt.releaseHeld(request);
    expect(reply).toEqual({ applied: false, because: 'La région 24 ne peut pas parler pour la région « 11 ».' });
    expect(await dgt.releaseHeld(request)).toEqual(reply);
    await expect(dgt.releaseHeld({ ...request, cause: 'release-2', stream: '24/contract-none' })).rejects.toMatchObject({ code: 'not-found' });
  });
});
