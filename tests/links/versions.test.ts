import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { startNational } from '@cpom/national';
import { openEmbeddedJournal } from '@cpom/platform';
import { ContractState } from '@cpom/proto/contracts/v1/events';
import { StatusInterval } from '@cpom/proto/contracts/v1/facts';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import { GetCollectionRequest, ListContractsRequest, ListHeldRequest, ListServicesRequest, NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import { connect, type Calls, type Running } from '@cpom/service';
import { topicsOf } from '../../services/instance/src/topics.ts';
import { contractSaid, serviceSaid, spans, submissionSaid } from '../../services/national/src/given.fixture.ts';
import { startLinked, type Linked } from './linked.fixture.ts';
import { declared, onlyFields, speaker, withBytes, withField, type Said } from './speaker.fixture.ts';

// A region that runs an earlier version of the program, then a later one, through a real gate and collector to the national views.
const region = speaker();
const [service, other] = ['732829320', '775665615'];
let linked: Linked;
let national: Running;
const told: Said[] = [];

beforeAll(async () => {
  linked = await startLinked({ speaker: region.start, nationBus: (bus) => declared(bus, topicsOf.nation) });
  national = await linked.nation.start('national', startNational, {});
});
afterAll(() => linked.stop());

/** What a region of today would say, in its own stream's name. */
const own = ({ topic, type, stream, payload }: Said): Said => ({ topic, type, stream: stream.replace('24/', ''), payload });

async function say(...all: readonly Said[]): Promise<void> {
  told.push(...all);
  await region.say(...all);
  await linked.agreed(new Set(told.map(({ stream }) => stream)).size);
  await linked.passedOn();
  await national.caughtUp();
}

async function nation<T>(ask: (calls: Calls<NationalServer>) => Promise<T>): Promise<T> {
  const connection = connect<NationalServer, NationalClient>(NationalClient, 'national', national.address);
  return ask(connection.as(await linked.nation.tokenFor('dgt', 'dgt'))).finally(() => { connection.close(); });
}
const held = () => nation((calls) => calls.listHeld(ListHeldRequest.fromPartial({})));
const contracts = async () => (await nation((calls) => calls.listContracts(ListContractsRequest.fromPartial({ sort: 'region' })))).contracts.map(({ id }) => id).sort();

const active = spans(['active', '2025-01-15']);
const signed = contractSaid('24', 'full', { services: [service], signedOn: '2025-01-15', effectiveFrom: '2025-01-15', expiresOn: '2028-12-31', intervals: active, title: 'Contrat', recordedAt: '2025-01-15T10:00:00.000Z' });

test('given a region of an earlier version, which knows fewer fields, then the nation shows what it says, and holds nothing back', async () => {
  const [organisation, submission] = [serviceSaid('24', service), submissionSaid('24', '2025', service)];
  const former: readonly Said[] = [
    // Only the numbers without which there would be nothing to say: what it is, where it stands, since when.
    { ...own(organisation), payload: onlyFields(organisation.payload, [1, 2, 3]) },
    { ...own(signed), stream: 'contract-former', payload: onlyFields(ContractState.encode(ContractState.fromPartial({ ...ContractState.decode(signed.payload), id: 'former' })).finish(), [1, 2, 4, 5, 6, 8, 9]) },
    { ...own(submission), payload: onlyFields(submission.payload, [1, 2, 3, 4, 7]) },
  ];
  expect(ContractState.decode(former[1]?.payload ?? new Uint8Array())).toMatchObject({ title: '', expiresOn: '', recordedAt: '', services: [service] });
  await say(...former);
  expect(await contracts()).toEqual(['former']);
  expect((await nation((calls) => calls.listServices(ListServicesRequest.fromPartial({ region: '24' })))).total).toBe(1);
  expect(await nation((calls) => calls.getCollection(GetCollectionRequest.fromPartial({ region: '24', period: '2025' })))).toMatchObject({ nation: { submissions: 1 } });
  expect(await held()).toMatchObject({ total: 0 });
});

test('given a region of a later version, with fields, codes, types and a topic that nobody here knows, then what is known of it is shown, the rest is kept, counted and skipped, and nothing is parked', async () => {
  const interval = withField(StatusInterval.encode({ status: 'suspended', from: '2025-01-15', to: '', flags: ['by-decree'] }).finish(), 90, 'a reason');
  const state = ContractState.fromPartial({ ...ContractState.decode(signed.payload), id: 'later', stage: 'archived', intervals: [] });
  const later = withBytes(withField(ContractState.encode(state).finish(), 200, 'more'), 8, interval);
  expect(ContractState.decode(later).intervals).toMatchObject([{ status: 'suspended' }]);
  const organisation = OrganisationState.encode(OrganisationState.fromPartial({ id: other, kind: 'service', names: [{ name: 'Autre' }], regions: ['24'] })).finish();
  await say(
    { ...own(signed), stream: 'contract-later', payload: later },
    { topic: 'directory.nation', type: 'cpom.directory.v1.OrganisationState', stream: `organisation-${other}`, payload: withField(organisation, 150, 'x') },
    { topic: 'contracts.nation', type: 'cpom.contracts.v2.Forecast', stream: 'forecast-1', payload: Buffer.from('anything') },
    { topic: 'forecasts.nation', type: 'cpom.forecasts.v1.Forecast', stream: 'forecast-2', payload: Buffer.from('anything else') },
    { topic: 'contracts.nation', type: 'cpom.contracts.v2.ContractState', stream: 'contract-another', payload: Buffer.from('a later form') },
  );
  await say({ ...own(signed), stream: 'contract-full' });
  expect(await contracts()).toEqual(['former', 'full', 'later']);
  expect((await nation((calls) => calls.listServices(ListServicesRequest.fromPartial({ region: '24' })))).total).toBe(2);
  expect(await held()).toMatchObject({ total: 3, parked: 0, waiting: 0, unknown: 3 });
});

test('given a stream that spoke in a later form and speaks in one that is known again, then it is shown, and is held no more', async () => {
  const again = ContractState.encode(ContractState.fromPartial({ ...ContractState.decode(signed.payload), id: 'another' })).finish();
  await say({ ...own(signed), stream: 'contract-another', payload: again });
  expect(await contracts()).toEqual(['another', 'former', 'full', 'later']);
  expect(await held()).toMatchObject({ total: 2, parked: 0, unknown: 2 });
});

test('given all that was said, then the nation keeps each byte of it, in the order in which it was said', async () => {
  await linked.stopNation();
  const journal = await openEmbeddedJournal({ file: join(linked.nation.dir, 'collector', 'journal.sqlite'), newEpochId: () => 'unused' });
  const kept = (await journal.after(undefined, 1_000)).flatMap(({ messages }) => messages).filter(({ stream }) => stream.startsWith('24/'));
  journal.close();
  const plain = (stream: string, type: string, payload: Uint8Array): string => `${stream} ${type} ${Buffer.from(payload).toString('hex')}`;
  expect(kept.map(({ stream, type, payload }) => plain(stream, type, payload))).toEqual(told.map(({ stream, type, payload }) => plain(`24/${stream}`, type, payload)));
});
