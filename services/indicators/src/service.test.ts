import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, type Calls, type Connection, type Role, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import {
  GetCampaignRequest, IndicatorsClient, ListCampaignsRequest, OpenCampaignRequest, RecordPastSubmissionRequest,
  RegionalTableRequest, SetTargetRequest, type CampaignGrid, type IndicatorsServer,
} from '@cpom/proto/indicators/v1/indicators';
import { foundingCodes } from './catalogue/core.ts';
import { everyCell, hear, input, refusalOf, rowOf, step } from './service.fixture.ts';
import { startIndicators } from './service.ts';

const [a, b, c] = ['732829320', '775665615', '784671695'];
const config = { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 };
let instance: TestInstance;
let indicators: Running;
let connection: Connection<IndicatorsServer>;
const as = async (role: Role, organisation: string): Promise<Calls<IndicatorsServer>> => connection.as(await instance.tokenFor(role, organisation));
const agent = () => as('dreets-agent', 'dreets-24');
const lead = (service = a) => as('spsti-lead', service);
const director = (service = a) => as('spsti-director', service);
const fund = () => as('fund-agent', 'carsat-cvl');

const grid = async (calls: Calls<IndicatorsServer>, campaign: string, service = a, atLeast = 0): Promise<CampaignGrid> => calls.getCampaign(GetCampaignRequest.fromPartial({ campaign, service, atLeast }));

beforeAll(async () => {
  instance = await testInstance();
  indicators = await instance.start('indicators', startIndicators, config);
  connection = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', indicators.address);
  await (await agent()).adoptCore({ cause: 'core', codes: [] });
  await hear(instance, {
    organisations: [{ id: a, kind: 'service', name: 'Santé au travail du Loiret', employees: 100_000 }, { id: b, kind: 'service', name: 'Service B', employees: 80_000 },
      { id: c, kind: 'service', name: 'Service C', employees: 120_000 }, { id: 'carsat-cvl', kind: 'fund', name: 'Carsat Centre-Val de Loire' }],
    contracts: [{ id: 'collective', services: [a, b, c], funds: ['carsat-cvl'], indicators: [...foundingCodes, 'TMS-F-01', 'TMS-F-03'] },
      { id: 'second', services: [a], funds: ['carsat-cvl'], indicators: ['TMS-01', 'SOC-01'] }],
  });
  await indicators.caughtUp();
});

afterAll(async () => {
  connection.close();
  await instance.stop();
});

describe('one campaign all the way', () => {
  test('given two contracts, when the campaign opens, then each indicator is asked once, the ratio brings its denominator', async () => {
    const opened = await (await agent()).openCampaign(OpenCampaignRequest.fromPartial({ cause: 'open', campaign: '2025', services: [a] }));
    expect(opened.submissions).toEqual([{ service: a, outcome: 'opened', asked: 25, message: '' }]);
    const page = await grid(await lead(), '2025');
    expect(page).toMatchObject({ summary: { asked: 22, answered: 0, dueOn: '2026-04-30', daysLeft: 59, serviceName: 'Santé au travail du Loiret' }, contracts: ['collective', 'second'] });
    expect(page.rows.map((row) => row.indicator?.code)).toEqual(expect.arrayContaining(['TMS-F-04', 'TMS-F-03']));
    expect(page.rows.filter((row) => row.indicator?.code === 'TMS-01')).toHaveLength(1);
  });

  test('given what the directory knows, then it is offered with its origin and not saved', async () => {
    expect(rowOf(await grid(await lead(), '2025'), 'SOC-01')).toMatchObject({ proposed: { number: 100_000 }, proposedOrigin: 'annuaire, effectifs suivis en 2024', value: { state: 'empty' }, editable: true });
  });

  test('given cells of which one exceeds its parent, then all are saved, it is told beside the cell, and submission says what is left', async () => {
    const saved = await (await lead()).saveCells({ cause: 's1', campaign: '2025', service: a, cells: [input('PDP-C-02', 9), input('PDP-C-02a', 12), input('TMS-02', -3)] });
    expect(saved.cells.map(({ outcome }) => outcome)).toEqual(['saved', 'saved', 'refused']);
    expect(saved.cells[1]?.messages[0]?.text).toBe('12 « dont identifiés en maladie professionnelle » dépasse 9 « Salariés orientés vers une action de PDP ».');
    expect(saved).toMatchObject({ asked: 22, answered: 2 });
    expect((await refusalOf((await director()).submit(step('too-soon', '2025', a)))).message).toContain('1 incohérence bloquante');
  });

  test('given two people on one cell, then the second is told and nothing is lost', async () => {
    const version = rowOf(await grid(await lead(), '2025'), 'TMS-04')?.cellVersion ?? -1;
    await (await lead()).saveCells({ cause: 'first', campaign: '2025', service: a, cells: [input('TMS-04', 10, { expectedVersion: version })] });
    const second = await (await director()).saveCells({ cause: 'second', campaign: '2025', service: a, cells: [input('TMS-04', 11, { expectedVersion: version })] });
    expect(second.cells[0]).toMatchObject({ outcome: 'conflict', value: { number: 10 } });
  });

  test('given a block copied from a spreadsheet, then it is read without being saved', async () => {
    const read = await (await lead()).readBlock({ campaign: '2025', service: a, text: 'TMS-02\t1 234\nTMS-04\tdouze', format: 'pasted', firstIndicator: '' });
    expect(read.cells).toMatchObject([{ indicator: 'TMS-02', value: { number: 1_234 } }]);
    expect(read.errors).toMatchObject([{ line: 2, column: 2 }]);
  });

  test('given typing, then the nation hears a count once a minute at most, and no value', async () => {
    await indicators.caughtUp();
    const count = async () => (await (await agent()).getCampaign(GetCampaignRequest.fromPartial({ campaign: '2025', service: a }))).version;
    const before = await count();
    await indicators.caughtUp();
    expect(await count()).toBe(before);
    instance.clock.set('2026-03-02T09:00:00.000Z');
    await indicators.caughtUp();
    await indicators.caughtUp();
    expect(await count()).toBe(before + 1);
  });

  test('given everything answered, when it is submitted, returned, corrected, checked and approved, then it is locked and its history can be read', async () => {
    const campaign = '2025';
    const version = async (code: string) => rowOf(await grid(await lead(), campaign), code)?.cellVersion ?? 0;
    const cells = await Promise.all([...everyCell(foundingCodes), input('SOC-01', 100_000)].map(async (one) => ({ ...one, expectedVersion: await version(one.indicator) })));
    expect((await (await lead()).saveCells({ cause: 'all', campaign, service: a, cells })).answered).toBe(22);
    await (await agent()).setTarget(SetTargetRequest.fromPartial({ cause: 't', indicator: 'TMS-01', year: 2025, service: a, value: 15, origin: 'fictif' }));
    const receipt = await (await director()).submit(step('submit', campaign, a));
    expect(receipt).toMatchObject({ asked: 22, answered: 22, role: 'spsti-director', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    expect(await (await director()).submit(step('submit', campaign, a))).toEqual(receipt);
    await (await fund()).returnLine({ cause: 'return', campaign, service: a, indicator: 'TMS-04', reason: 'La caisse en compte 12' });
    expect(rowOf(await grid(await lead(), campaign), 'TMS-04')).toMatchObject({ state: 'returned', returnReason: 'La caisse en compte 12', returnedBy: 'fund', editable: true });
    expect(rowOf(await grid(await lead(), campaign), 'TMS-02')).toMatchObject({ editable: false, lockedBecause: expect.stringContaining('Seules les lignes renvoyées') as unknown });
    await (await lead()).saveCells({ cause: 'fix', campaign, service: a, cells: [input('TMS-04', 12, { expectedVersion: await version('TMS-04') })] });
    await (await director()).submit(step('again', campaign, a));
    await (await fund()).saveCells({ cause: 'fund', campaign, service: a, cells: [input('TMS-F-01', 30), input('TMS-F-04', 200)] });
    await (await fund()).finishCheck(step('f', campaign, a));
    await (await agent()).finishCheck(step('d', campaign, a));
    const approved = await (await agent()).approve(step('approve', campaign, a));
    const page = await grid(await agent(), campaign, a, approved.position);
    expect(page).toMatchObject({ summary: { state: 'approved' }, upToDate: true, left: [] });
    expect(rowOf(page, 'TMS-F-03')).toMatchObject({ value: { number: 5 }, state: 'computed' });
    expect(page.history.map(({ summary }) => summary)).toEqual(expect.arrayContaining(["a renvoyé la ligne « Fiches d'entreprise détaillant le risque TMS »", 'a transmis la remontée : 22 lignes sur 22']));
    expect((await (await fund()).cellHistory({ campaign, service: a, indicator: 'TMS-04' })).changes.map(({ what, after }) => [what, after?.number])).toEqual([['saved', 10], ['returned', 10], ['saved', 12]]);
  });

  test('given an approved campaign, when a target changes, then a reason is asked, and the former one stays', async () => {
    const target = (value: number, reason = '') => SetTargetRequest.fromPartial({ cause: `t-${value}-${reason}`, indicator: 'TMS-01', year: 2025, service: a, value, origin: 'avenant', reason });
    expect((await refusalOf((await fund()).setTarget(target(18)))).details[0]?.field).toBe('reason');
    await (await fund()).setTarget(target(18, 'Avenant n° 1'));
    expect((await (await lead()).listTargets({ service: a, year: 2025, atLeast: 0 })).targets[0]).toMatchObject({ value: 18, former: [{ value: 15 }] });
  });

  test("given the next year, then last year's values stand beside, and a jump asks why", async () => {
    await (await agent()).openCampaign(OpenCampaignRequest.fromPartial({ cause: 'open26', campaign: '2026', services: [a] }));
    const saved = await (await lead()).saveCells({ cause: 'j', campaign: '2026', service: a, cells: [input('TMS-04', 40)] });
    expect(saved.cells[0]?.messages).toMatchObject([{ severity: 'explain', rule: 'jump' }]);
    expect(rowOf(await grid(await lead(), '2026'), 'TMS-04')).toMatchObject({ previous: { number: 12 }, state: 'to-explain' });
  });
});

describe('the past and the region', () => {
  const past = (service: string, first: number, second: number) => RecordPastSubmissionRequest.fromPartial({
    cause: 'past', campaign: '2025', service, origin: 'fictif', submittedOn: '2026-02-01', approvedOn: '2026-02-15',
    cells: [input('PDP-C-02', first), input('PDP-C-02a', second), input('TMS-01', 40), input('TMS-03a', 5), input('TMS-F-04', 100)], indicators: ['PDP-C-02', 'PDP-C-02a', 'TMS-01', 'TMS-03a', 'TMS-F-03'],
  });
  test('given past values, when they are recorded, then they are approved as they were', async () => {
    await (await agent()).recordPastSubmission(past(b, 30, 5));
    const last = await (await agent()).recordPastSubmission(past(c, 60, 70));
    const page = await grid(await director(c), '2025', c, last.position);
    expect(page).toMatchObject({ summary: { state: 'approved', approvedAt: '2026-02-15', blocking: 1 }, origin: 'fictif' });
  });
  test("given the DREETS, a service and a reader, when each reads the region's table, then small counts are seen by who signed only", async () => {
    const request = RegionalTableRequest.fromPartial({ year: 2025, indicators: ['PDP-C-02', 'PDP-C-02a', 'TMS-F-03'], atLeast: (await (await agent()).approve(step('none', '2025', a)).catch(() => ({ position: 0 }))).position });
    await indicators.caughtUp();
    const shown = async (calls: Calls<IndicatorsServer>) => (await calls.regionalTable(request)).rows.map(({ indicator, values, total }) => [indicator, ...[...values, total].map((value) => value?.number ?? value?.state)]);
    expect(await shown(await agent())).toEqual([['PDP-C-02', 40, 30, 60, 130], ['PDP-C-02a', 20, 5, 70, 95], ['TMS-F-03', 5, 5, 5, 5]]);
    expect(await shown(await as('reader', 'cratmp-24'))).toEqual([['PDP-C-02', 40, 30, 60, 130], ['PDP-C-02a', 20, 'masked', 70, 'masked'], ['TMS-F-03', 5, 5, 5, 5]]);
    expect(await shown(await director(b))).toEqual([['PDP-C-02', 'masked', 30, 'masked', 130], ['PDP-C-02a', 'masked', 5, 'masked', 95], ['TMS-F-03', 'masked', 5, 'masked', 5]]);
  });
  test('given three services of like size, then one sees where it stands, per employees followed', async () => {
    const reply = await (await director()).benchmark({ campaign: '2025', service: a, indicators: ['TMS-01', 'PDP-C-02a'] });
    expect(reply.basis).toContain('3 services de 50');
    expect(reply.rows[1]).toMatchObject({ indicator: 'TMS-01', count: 3, value: { number: 12 }, scaled: { number: 1.2 }, median: { number: 3.3 }, per: expect.stringContaining('salariés suivis') as unknown });
    expect(reply.rows[0]).toMatchObject({ indicator: 'PDP-C-02a', value: { number: 20 }, firstQuartile: { state: 'masked' } });
  });
  test('given the lists, then a service sees its own, the fund those of its contracts, filters and accents apart', async () => {
    const list = async (calls: Calls<IndicatorsServer>, more: Parameters<typeof ListCampaignsRequest.fromPartial>[0] = {}) => (await calls.listCampaigns(ListCampaignsRequest.fromPartial(more))).campaigns.map(({ campaign, service }) => `${campaign} ${service}`);
    expect(await list(await lead())).toEqual([`2025 ${a}`, `2026 ${a}`]);
    expect(await list(await fund(), { campaigns: ['2025'] })).toHaveLength(3);
    expect(await list(await as('fund-agent', 'carsat-if'))).toEqual([]);
    expect(await list(await agent(), { contains: 'sante loiret', states: ['open'] })).toEqual([`2026 ${a}`]);
    expect(await list(await agent(), { sort: 'answered', descending: true, limit: 1, campaigns: ['2026', '2025'] })).toHaveLength(1);
    expect(await list(await agent(), { late: true })).toEqual([]);
  });
});
