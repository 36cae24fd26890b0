import { expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startDirectory } from '@cpom/directory';
import { startIndicators } from '@cpom/indicators';
import { startNational } from '@cpom/national';
import { openEmbedded, type Commit, type Ports, type ViewSpec } from '@cpom/platform';
import { DirectoryClient, InvitePersonRequest, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { IndicatorsClient, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { connect, type ServiceDeps } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { campaignList, indicatorValues } from '../../services/indicators/src/submission/views.ts';
import { contractAsks, knownOrganisations } from '../../services/indicators/src/reactions.ts';
import { hear } from '../../services/indicators/src/service.fixture.ts';
import { contractSaid, onBus, serviceSaid, spans, submissionSaid, value, withdrawn } from '../../services/national/src/given.fixture.ts';
import { everyView } from '../../services/national/src/views.ts';
import { nationInfo } from './linked.fixture.ts';
import { fiveTimes, onUnruly } from './unruly.fixture.ts';
import { randomOf } from '../../libs/testing/src/france/random.ts';

type Around = <C, R>(start: (deps: ServiceDeps, config: C) => Promise<R>) => (deps: ServiceDeps, config: C) => Promise<R>;
const orderly: Around = (start) => start;
const seeds = ['1', '2', '3'];
const calendar = { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 };
const shuffled = (seed: string): Around => (start) => onUnruly(start, seed);

const services = ['732829320', '775665615', '784671695'];
const rowsOf = async (ports: Ports, views: readonly ViewSpec[]) =>
  Object.fromEntries(await Promise.all(views.map(async (view) => [view.name, (await ports.views.list(view, {})).map(({ key, version, doc }) => ({ key, version, doc }))] as const)));

/** Opens what a stopped service left. */
async function left<T>(instance: TestInstance, service: string, look: (ports: Ports) => Promise<T>): Promise<T> {
  const ports = await openEmbedded({ dir: instance.dir, service, bus: instance.bus, newEpochId: randomUUID });
  return look(ports).finally(() => ports.close());
}

async function adoptCore(instance: TestInstance): Promise<void> {
  const indicators = await instance.start('indicators', startIndicators, calendar);
  const connection = connect<IndicatorsServer, IndicatorsClient>(IndicatorsClient, 'indicators', indicators.address);
  await connection.as(await instance.tokenFor('dreets-agent', 'dreets-24')).adoptCore({ cause: 'core', codes: [] });
  await indicators.caughtUp();
  connection.close();
  await indicators.stop();
}

/** A region where contracts are heard: a campaign opens by itself, and the director of its service is told. */
async function region(around: Around) {
  const instance = await testInstance();
  const directory = await instance.start('directory', around(startDirectory), {});
  const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
  const calls = connection.as(await instance.tokenOfService('instance'));
  for (const id of services) {
    await calls.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: `register-${id}`, organisation: { id, kind: 'service', names: [{ name: id }] } }));
    await calls.invitePerson(InvitePersonRequest.fromPartial({ cause: `invite-${id}`, email: `direction@${id}.example`, givenName: 'Direction', usualName: id, organisation: id, role: 'spsti-director' }));
  }
  connection.close();
  await adoptCore(instance);
  for (const sequence of [1, 2, 3]) {
    await hear(instance, {
      contracts: services.map((service) => ({ id: `of-${service}`, services: [service], funds: ['carsat-cvl'], indicators: ['TMS-01', 'TMS-02'].slice(0, sequence), from: '2026-01-01', origin: 'saisie' })),
      organisations: services.map((id) => ({ id, kind: 'service', name: `${id} v${sequence}`, employees: 1_000 * sequence })),
    }, sequence);
  }
  const indicators = await instance.start('indicators', around(startIndicators), calendar);
  for (let round = 0; round < 3; round += 1) for (const service of [indicators, directory]) await service.caughtUp();
  await indicators.stop();
  await directory.stop();
  const found = {
    ...(await left(instance, 'indicators', async (ports) => ({
      rows: await rowsOf(ports, [contractAsks.view, knownOrganisations.view]),
      campaigns: (await rowsOf(ports, [campaignList.view, indicatorValues.view])),
      commands: (await ports.journal.after(undefined, 1_000)).map(({ stream, cause }: Commit) => `${stream} ${cause}`).sort(),
      held: await ports.state.list('held:'),
    }))),
    notices: await left(instance, 'directory', async (ports) => (await ports.state.list('notice:')).map(({ key }) => key.split(':').slice(2).join(':')).sort()),
  };
  await instance.stop();
  return found;
}

const moments = /20\d\d-\d\d-\d\dT[\d:.]+Z/g;
/** Each reading of a test's clock is a moment of its own: when something was written differs from one run to the next. */
const timeless = (found: unknown): unknown => JSON.parse(JSON.stringify(found).replace(moments, 'then'));

test.each(seeds)('given every message five times and the keys shuffled (seed %s), then views are the same, each reaction was made once, and each notice', async (seed) => {
  const [expected, found] = [await region(orderly), await region(shuffled(seed))];
  expect(expected.commands.filter((command) => command.endsWith(' open:2026'))).toEqual(services.map((id) => `submission-24-2026-${id} open:2026`));
  expect(expected.notices).toHaveLength(services.length);
  expect(timeless(found)).toEqual(timeless(expected));
}, 60_000);

const lives = (version: number) => spans(['active', '2025-01-15', `${2025 + version}-12-31`]);
const everything = [1, 2, 3, 4].flatMap((version) => [
  ...['a', 'b', 'c'].flatMap((id) => [
    serviceSaid('24', id, { names: [{ name: `Service ${id} v${version}`, shortName: id }] }, version),
    contractSaid('24', `of-${id}`, { services: [id], title: `v${version}`, signedOn: '2025-01-15', intervals: lives(version) }, version),
    submissionSaid('24', '2025', id, { state: version < 4 ? 'open' : 'approved', values: [value('X', 10 * version)] }, version),
  ]),
  // Another region's matter, and a type of later: one is parked with those behind it, the other is kept.
  { ...contractSaid('11', 'wrong', { title: `v${version}` }, version), stream: '24/contract-wrong' },
  { ...serviceSaid('24', 'later', {}, version), stream: '24/forecast-1', type: 'cpom.contracts.v1.Forecast' },
]);

async function nation(around: Around) {
  const instance = await testInstance(nationInfo);
  const [contract] = everything;
  await instance.bus.publish([...everything, withdrawn({ ...(contract ?? serviceSaid('24', 'a')), version: 4 })].map(onBus));
  const national = await instance.start('national', around(startNational), {});
  await national.caughtUp();
  await national.stop();
  const found = await left(instance, 'national', async (ports) => ({
    rows: await rowsOf(ports, everyView.map(({ view }) => view)),
    held: (await ports.state.list('held:')).map(({ key, value: entry }) => ({ key, entry })),
  }));
  await instance.stop();
  return found;
}

test.each(seeds)('given the nation hearing five times and shuffled (seed %s), then its views are the same, and what is held is held once, in order', async (seed) => {
  const [expected, found] = [await nation(orderly), await nation(shuffled(seed))];
  expect(expected.held.map(({ key }) => key)).toEqual([expect.stringContaining('24/contract-wrong'), expect.stringContaining('24/forecast-1')]);
  expect(timeless(found)).toEqual(timeless(expected));
}, 60_000);

test('given a batch, when it is told five times, then each message comes five times, and for the first time in the order of its key', () => {
  const batch = everything.map(onBus);
  const told = fiveTimes(batch, randomOf('any'));
  expect(told).toHaveLength(5 * batch.length);
  for (const [key, all] of Map.groupBy(told, ({ key: of }) => of)) expect([key, [...new Set(all.map(({ event }) => event.sequence))]]).toEqual([key, [1, 2, 3, 4]]);
  expect(told.map(({ key }) => key)).not.toEqual(Array.from({ length: 5 }, () => batch).flat().map(({ key }) => key));
});
