import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { connect, type Calls, type Connection, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { OrganisationState } from '@cpom/proto/directory/v1/events';
import {
  ContractsClient, DraftContractRequest, GetContractRequest, ImportContractRequest, ImportFileRequest, ListContractsRequest, OpinionRequest, PutActionSheetRequest,
  RecordSignatureRequest, RectifyContractRequest, StageRequest, type ContractsServer,
} from '@cpom/proto/contracts/v1/contracts';
import { heading, opinion, parties, party, serviceA, serviceB, sheet, signature, term } from './kit.ts';
import { startContracts } from './service.ts';

let instance: TestInstance;
let contracts: Running;
let connection: Connection<ContractsServer>;
const serviceC = '784671695';
let agent: Calls<ContractsServer>;

const organisation = (id: string, kind: string, name: string): OrganisationState => OrganisationState.fromPartial({
  id, kind, names: [{ name, shortName: name }], accreditations: kind === 'service' ? [{ grantedOn: '2020-01-01', expiresOn: '2035-12-31', state: 'granted' }] : [],
});

/** What the directory would say, said on the bus. */
async function sayDirectory(...organisations: readonly OrganisationState[]): Promise<void> {
  await instance.bus.publish(organisations.map((said, index) => ({
    topic: 'directory', key: `organisation-${said.id}`, payload: OrganisationState.encode(said).finish(),
    event: { id: `d-${said.id}-${index}`, source: 'cpom://24/directory', type: 'cpom.directory.v1.OrganisationState', subject: `organisation-${said.id}`, time: '2026-03-02T08:00:00.000Z', sequence: 1 },
  })));
}

beforeAll(async () => {
  instance = await testInstance();
  contracts = await instance.start('contracts', startContracts, {});
  connection = connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', contracts.address);
  agent = connection.as(await instance.tokenFor('dreets-agent', 'dreets-24'));
  await sayDirectory(organisation(serviceA, 'service', 'Santé au travail du Loiret'), organisation(serviceB, 'service', 'Service B'), organisation(serviceC, 'service', 'Service C'),
    organisation('dreets-24', 'authority', 'DREETS Centre-Val de Loire'), organisation('carsat-cvl', 'fund', 'Carsat Centre-Val de Loire'));
  await contracts.caughtUp();
});

afterAll(async () => {
  connection.close();
  await instance.stop();
});

const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};

const step = (id: string, cause: string, reason = ''): StageRequest => ({ id, cause: `${id}-${cause}`, on: '2026-03-02', reason });
const between = (service: string) => [party(service, 'service'), ...parties.slice(1)];
const draft = (id: string, service = serviceA) =>
  DraftContractRequest.fromPartial({ cause: `draft-${id}`, id, heading: heading({ reference: id || 'ref' }), parties: between(service), term: term(), on: '2026-01-05' });
const read = (id: string, more = {}) => agent.getContract(GetContractRequest.fromPartial({ id, ...more }));

/** Drafted to up for signature. */
async function toSigning(id: string, service: string): Promise<void> {
  await agent.draftContract(draft(id, service));
  await agent.putActionSheet(PutActionSheetRequest.fromPartial({ id, cause: 'sheet', sheet: sheet() }));
  await agent.openNegotiation(step(id, 'n'));
  await agent.openConsultation(step(id, 'c'));
  for (const body of ['crpst-24', 'ars-24']) await agent.recordOpinion(OpinionRequest.fromPartial({ id, cause: body, opinion: opinion(body) }));
  await agent.validateContract(step(id, 'v'));
  await agent.openSigning(step(id, 's'));
}

const sign = (id: string, who: string) => RecordSignatureRequest.fromPartial({ id, cause: `sign-${who}`, signature: signature(who) });

describe('the life of a contract', () => {
  test('given a draft, when it goes all the way, then it is signed, in force, and its story is told', async () => {
    await toSigning('cpom-life', serviceA);
    expect((await read('cpom-life')).nextSteps[0]).toMatchObject({ code: 'record-signature', main: true, possible: true });
    await agent.recordSignature(sign('cpom-life', serviceA));
    await agent.recordSignature(sign('cpom-life', 'dreets-24'));
    await agent.recordSignature(sign('cpom-life', 'carsat-cvl'));
    const signed = await read('cpom-life');
    expect(signed).toMatchObject({ stage: 'signed', status: 'active', statusText: "En vigueur jusqu'au 31/12/2030", signedOn: '2026-03-01', effectiveFrom: '2026-03-01', nextSteps: [] });
    expect(signed.rules.find((rule) => rule.code === 'signatures.all')?.outcome).toBe('met');
    expect(signed.history.some((entry) => entry.summary.includes('a enregistré la signature de Carsat Centre-Val de Loire du 01/03/2026'))).toBe(true);
  });

  test('given a draft that lacks all, when it is read, then the next step and what stands against it are there before the click', async () => {
    await agent.draftContract(DraftContractRequest.fromPartial({ cause: 'draft-bare', id: 'bare', heading: heading({ reference: 'bare' }) }));
    const bare = await read('bare');
    expect(bare.nextSteps.map(({ code, possible, main }) => [code, possible, main])).toEqual([['open-negotiation', true, true], ['abandon', true, false]]);
    expect(bare.rules.find((rule) => rule.code === 'parties.service')).toMatchObject({ outcome: 'not-met', article: 'D.4622-44 du code du travail' });
  });

  test('given a form sent twice, when it has no id of its own, then it makes one contract', async () => {
    const request = { ...draft(''), cause: 'request-1' };
    expect(await agent.draftContract(request)).toEqual(await agent.draftContract(request));
  });

  test('given a signature sent twice, when the second arrives, then it answers what the first did', async () => {
    await toSigning('twice', serviceB);
    expect(await agent.recordSignature(sign('twice', serviceB))).toEqual(await agent.recordSignature(sign('twice', serviceB)));
    expect((await refusalOf(agent.recordSignature({ ...sign('twice', serviceB), cause: 'other' }))).code).toBe('rule');
  });

  test('given a signed contract, when its signature is rectified, then both values are readable, and what was known before too', async () => {
    await toSigning('corrected', serviceC);
    for (const who of [serviceC, 'dreets-24', 'carsat-cvl']) await agent.recordSignature(sign('corrected', who));
    instance.clock.advanceDays(1);
    await agent.rectifyContract(RectifyContractRequest.fromPartial({ id: 'corrected', cause: 'r', reason: 'Faute de frappe', correct: { $case: 'signature', value: signature('carsat-cvl', { signedOn: '2026-02-28' }) } }));
    await agent.rectifyContract(RectifyContractRequest.fromPartial({ id: 'corrected', cause: 'r2', reason: 'Idem', correct: { $case: 'signature', value: signature(serviceC, { signedOn: '2026-02-27' }) } }));
    await agent.rectifyContract(RectifyContractRequest.fromPartial({ id: 'corrected', cause: 'r3', reason: 'Idem', correct: { $case: 'signature', value: signature('dreets-24', { signedOn: '2026-02-27' }) } }));
    const now = await read('corrected');
    expect(now.signedOn).toBe('2026-02-28');
    expect(now.rectifications.at(-1)).toMatchObject({ former: expect.stringContaining('01/03/2026') as unknown, corrected: expect.stringContaining('28/02/2026') as unknown, reason: 'Faute de frappe' });
    expect((await read('corrected', { knownOn: '2026-03-02' })).signedOn).toBe('2026-03-01');
    instance.clock.advanceDays(-1);
  });
});

describe('lists', () => {
  test('given contracts, when they are searched by a party without accents, then those are found', async () => {
    const done = await agent.draftContract(draft('listed'));
    const found = await agent.listContracts(ListContractsRequest.fromPartial({ contains: 'sante LOIRET listed', atLeast: done.position }));
    expect(found).toMatchObject({ total: 1, upToDate: true, on: '2026-03-02' });
    expect(found.contracts[0]).toMatchObject({ id: 'listed', status: 'draft', services: [serviceA], signaturesExpected: 3 });
  });

  test('given a date, when contracts are filtered by status, then it is the status of that date', async () => {
    const past = await agent.listContracts(ListContractsRequest.fromPartial({ statuses: ['active'], on: '2025-12-31' }));
    expect(past.total).toBe(0);
    const none = await agent.listContracts(ListContractsRequest.fromPartial({ statuses: ['draft'], contains: 'listed', on: '2026-01-06' }));
    expect(none.total).toBe(1);
  });

  test('given contracts that end, when those of the coming months are asked, then only they come, sorted', async () => {
    const page = await agent.listContracts(ListContractsRequest.fromPartial({ expiringWithinMonths: 60, sort: 'expires_on', organisation: serviceA }));
    expect(page.contracts.map((one) => one.expiresOn)).toEqual([...page.contracts.map((one) => one.expiresOn)].sort());
    expect((await agent.listContracts(ListContractsRequest.fromPartial({ expiringWithinMonths: 1 }))).total).toBe(0);
  });

  test('given an operator or a script as a filter, when it is asked, then it is only a text', async () => {
    for (const contains of ['$where', '__proto__', '<script>']) {
      expect((await agent.listContracts(ListContractsRequest.fromPartial({ contains, sort: '__proto__' }))).total).toBe(0);
    }
  });
});

describe('an existing contract', () => {
  const past = ImportContractRequest.fromPartial({
    cause: 'load-1', heading: { reference: '2021 / 2022', title: 'CPOM 2021-2022', shape: 'collective' }, term: { effect: 'at-signature', expiresOn: '2022-12-31', provisional: true },
    parties: [...parties, party(serviceB, 'service')], signatures: [...parties, party(serviceB, 'service')].map((one) => ({ organisation: one.organisation, signedOn: '2022-02-10' })),
  });

  test('given a dry run, when it is asked, then the rules are reported and nothing is recorded', async () => {
    const dry = await agent.importContract({ ...past, dryRun: true });
    expect(dry).toMatchObject({ id: '24-2021-2022', position: 0, alreadyRecorded: false });
    expect(dry.rules.some((rule) => rule.outcome === 'not-met')).toBe(true);
    expect((await refusalOf(read('24-2021-2022'))).code).toBe('not-found');
  });

  test('given rules that are not met, when it is imported, then it is recorded all the same, and once', async () => {
    const first = await agent.importContract(past);
    const again = await agent.importContract({ ...past, cause: 'load-2' });
    expect(again).toEqual({ ...first, alreadyRecorded: true });
    expect(await read('24-2021-2022', { on: '2022-06-01' })).toMatchObject({ status: 'active', recordedAfterwards: true, ruleSet: { code: '2019-2021' } });
    const other = ImportContractRequest.fromPartial({ ...past, origin: 'autre' });
    expect((await refusalOf(agent.importContract(other))).code).toBe('conflict');
  });
});

describe('a file of existing contracts', () => {
  const one = { reference: 'F-1', title: 'CPOM 2014', shape: 'individual', effect: 'on-date', effectiveFrom: 2014, expiresOn: '2018', parties: [{ organisation: serviceA, role: 'service' }], stages: [{ stage: 'signed', on: '2014' }] };
  const send = (data: unknown, dryRun = false) => agent.importFile(ImportFileRequest.fromPartial({ cause: 'file', json: JSON.stringify(data), dryRun }));

  test('given one wrong contract among two, when the file is loaded, then its problems have their place and nothing is recorded', async () => {
    const reply = await send([one, { ...one, reference: 'F-2', signatures: [{ organisation: 'inconnu', signedOn: '2014' }] }]);
    expect(reply).toMatchObject({ contracts: [], problems: [{ contract: 2, place: 'signatures.0.organisation' }] });
    expect((await refusalOf(read('24-f-1'))).code).toBe('not-found');
  });

  test('given a good file, when it is tried, loaded, and loaded again, then it is recorded once', async () => {
    expect(await send(one, true)).toMatchObject({ problems: [], contracts: [{ reference: 'F-1', result: { id: '24-f-1', position: 0, alreadyRecorded: false } }] });
    expect((await send(one)).contracts[0]?.result?.alreadyRecorded).toBe(false);
    expect((await send(one)).contracts[0]?.result?.alreadyRecorded).toBe(true);
    expect(await read('24-f-1', { on: '2018-12-31' })).toMatchObject({ status: 'active', statusText: "En vigueur jusqu'en 2018", ruleSet: { code: '2014' } });
  });

  test('given a spreadsheet, when a cell is wrong, then its line and column are said', async () => {
    const { columns } = await agent.getImportFormat({});
    const cells = columns.map(({ heading: name }) => ({ Référence: 'F-3', Titre: 'T', Forme: 'individuel', Services: serviceA, DREETS: 'dreets-24', Caisses: 'carsat-cvl', Échéance: '31/02/2022' })[name] ?? '');
    const rows = [{ cells: columns.map((column) => column.heading) }, { cells }];
    expect((await agent.importFile(ImportFileRequest.fromPartial({ cause: 'rows', rows }))).problems).toMatchObject([{ line: 2, place: 'Échéance' }]);
  });

  test('given what is no JSON, or the same reference twice, when it is loaded, then it is refused', async () => {
    expect((await agent.importFile(ImportFileRequest.fromPartial({ cause: 'x', json: '{' }))).problems).toMatchObject([{ place: 'fichier' }]);
    expect((await send([one, one])).problems).toMatchObject([{ contract: 2, place: 'reference' }]);
  });
});

test.each([
  ['a date that does not exist', { ...draft('bad-1'), on: '2026-02-31' }],
  ['a social-security number', DraftContractRequest.fromPartial({ ...draft('bad-2'), heading: heading({ context: 'Dossier 2 55 08 14 168 025 38' }) })],
  ['a script', DraftContractRequest.fromPartial({ ...draft('bad-3'), heading: heading({ title: '<script>alert(1)</script>' }) })],
  ['a person in the place of a function', DraftContractRequest.fromPartial({ ...draft('bad-4'), parties: [party(serviceA, 'service', { representedBy: 'M. Untel' })] })],
])('given %s, when it is drafted, then the field is named and nothing is stored', async (_, request) => {
  const refusal = await refusalOf(agent.draftContract(request));
  expect(refusal.code).toBe('invalid');
  expect(refusal.details).toHaveLength(1);
  expect((await refusalOf(read(request.id))).code).toBe('not-found');
});

test('given a stopped service, when it starts again, then it answers what was recorded and knows the directory', async () => {
  await contracts.stop();
  contracts = await instance.start('contracts', startContracts, {});
  connection.close();
  connection = connect<ContractsServer, ContractsClient>(ContractsClient, 'contracts', contracts.address);
  agent = connection.as(await instance.tokenFor('dreets-agent', 'dreets-24'));
  expect((await agent.listContracts(ListContractsRequest.fromPartial({ contains: 'loiret' }))).total).toBeGreaterThan(3);
  expect((await agent.listRuleSets({})).ruleSets.map((set) => set.code)).toEqual(['2014', '2019-2021', '2024']);
});
