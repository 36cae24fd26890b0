import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openEmbedded } from '@cpom/platform';
import { connect, type Calls, type Connection, type Role, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import {
  DefineIndicatorRequest, GetCampaignRequest, IndicatorsClient, ListCampaignsRequest, ListIndicatorsRequest, OpenCampaignRequest, ReviseIndicatorRequest,
  type IndicatorsServer,
} from '@cpom/proto/indicators/v1/indicators';
import { core, foundingCodes } from './catalogue/core.ts';
import { hear, input, refusalOf } from './service.fixture.ts';
import { startIndicators } from './service.ts';

const [a, b] = ['732829320', '552100554'];
const config = { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 };
let instance: TestInstance;
let indicators: Running;
let connection: Connection<IndicatorsServer>;
const as = async (role: Role, organisation: string): Promise<Calls<IndicatorsServer>> => connection.as(await instance.tokenFor(role, organisation));
const agent = () => as('dreets-agent', 'dreets-24');
const grid = async (service: string) => (await agent()).getCampaign(GetCampaignRequest.fromPartial({ campaign: '2026', service }));

beforeAll(async () => {
  instance = await testInstance();
  indicators = await instance.start('indicators', startIndicators, config);
  connection = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', indicators.address);
  await (await agent()).adoptCore({ cause: 'core', codes: [] });
  await (await agent()).openCampaign(OpenCampaignRequest.fromPartial({ cause: 'open', campaign: '2026', services: [a], indicators: [...foundingCodes] }));
  await (await as('spsti-lead', a)).saveCells({ cause: 'some', campaign: '2026', service: a, cells: [input('TMS-04', 12)] });
});

afterAll(async () => {
  connection.close();
  await instance.stop();
});

describe('the catalogue', () => {
  test('given the core adopted, then each indicator is mapped to it; adopted again, nothing changes', async () => {
    const before = await (await agent()).listIndicators(ListIndicatorsRequest.fromPartial({}));
    await (await agent()).adoptCore({ cause: 'core-again', codes: [] });
    const after = await (await agent()).listIndicators(ListIndicatorsRequest.fromPartial({}));
    expect(after.catalogueVersion).toBe(before.catalogueVersion);
    expect(after.indicators).toHaveLength(core.length);
    expect(after.indicators.every(({ code, coreCode }) => code === coreCode)).toBe(true);
  });
  test('given a revision, then both versions can be read and each holds at its date', async () => {
    const calls = await agent();
    const own = { code: 'REG-01', label: 'Visites de bâtiments', unit: 'count', theme: 'REG', kind: 'activity', reporter: 'spsti', disclosure: 'none' };
    await calls.defineIndicator(DefineIndicatorRequest.fromPartial({ cause: 'define', indicator: own }));
    await calls.reviseIndicator(ReviseIndicatorRequest.fromPartial({ cause: 'revise', indicator: { ...own, label: 'Visites de chantiers', validFrom: '2027-01-01' }, reason: 'avenant' }));
    const on = async (date: string) => (await calls.listIndicators(ListIndicatorsRequest.fromPartial({ on: date, contains: 'visites REG' }))).indicators.map(({ label }) => label);
    expect([await on('2026-12-31'), await on('2027-01-01')]).toEqual([['Visites de bâtiments'], ['Visites de chantiers']]);
  });
  test('given a code list that does not hold, then the field is named', async () => {
    const refusal = await refusalOf((await agent()).defineIndicator(DefineIndicatorRequest.fromPartial({ cause: 'bad', indicator: { code: 'REG-02', label: 'X', unit: '$where' } })));
    expect(refusal).toMatchObject({ code: 'invalid', details: [{ field: 'unit' }] });
  });
});

test('given a service that merged into another, then the other reads what it reported, and writes nothing in its place', async () => {
  const heir = '784671695';
  await hear(instance, { organisations: [{ id: a, kind: 'service', name: 'Avant', succeededBy: heir }, { id: heir, kind: 'service', name: 'Après' }] });
  await indicators.caughtUp();
  const director = await as('spsti-director', heir);
  expect((await director.listCampaigns(ListCampaignsRequest.fromPartial({}))).campaigns.map(({ service }) => service)).toEqual([a]);
  expect((await director.getCampaign(GetCampaignRequest.fromPartial({ campaign: '2026', service: a }))).rows.some(({ editable }) => editable)).toBe(false);
  expect((await refusalOf(director.saveCells({ cause: 'x', campaign: '2026', service: a, cells: [input('TMS-04', 1)] }))).code).toBe('forbidden');
});

test("given a contract signed here, when it is heard, then the year's campaign of its service opens by itself, once", async () => {
  await hear(instance, { contracts: [{ id: 'lived', services: [b], funds: ['carsat-cvl'], indicators: ['TMS-01'], from: '2026-01-01', origin: 'saisie' }] });
  await indicators.caughtUp();
  await indicators.caughtUp();
  expect(await grid(b)).toMatchObject({ version: 1, summary: { state: 'open', asked: 1 } });
});

test('given an open campaign, when its due date nears, then it is recalled once for each delay', async () => {
  const reminders = async () => (await grid(a)).history.filter(({ type }) => type === 'DueReminded').map(({ summary }) => summary);
  for (const moment of ['2027-04-01', '2027-04-01', '2027-04-24', '2027-05-01', '2027-06-01']) {
    instance.clock.set(`${moment}T08:00:00.000Z`);
    await indicators.caughtUp();
    await indicators.caughtUp();
  }
  expect(await reminders()).toEqual(["a rappelé que l'échéance est passée", "a rappelé l'échéance, 7 jours avant", "a rappelé l'échéance, 30 jours avant"]);
});

test('given the service stopped and its views lost, when it starts again, then they are the same', async () => {
  const list = async () => (await (await agent()).listCampaigns(ListCampaignsRequest.fromPartial({}))).campaigns;
  const before = await list();
  connection.close();
  await indicators.stop();
  const ports = await openEmbedded({ dir: instance.dir, service: 'indicators', bus: instance.bus, newEpochId: () => 'epoch' });
  for (const name of ['campaign-list', 'indicator-values']) await ports.views.drop({ name, version: 1, indexes: [] });
  for (const name of ['campaign-list', 'indicator-values']) await ports.state.delete(`cursor:view:${name}.v1`);
  await ports.close();
  indicators = await instance.start('indicators', startIndicators, config);
  connection = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', indicators.address);
  expect(await list()).toEqual(before);
});
