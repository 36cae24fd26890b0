import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ImportContractRequest, ImportFileRequest } from '@cpom/proto/contracts/v1/contracts';
import { parties, party, serviceA, serviceB } from './kit.fixture.ts';
import { refusalOf, startedContracts, type Started } from './service.fixture.ts';

let started: Started;
let agent: Started['agent'];
let read: Started['read'];

beforeAll(async () => {
  started = await startedContracts();
  ({ agent, read } = started);
});

afterAll(() => started.stop());

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

