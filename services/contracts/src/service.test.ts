import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DraftContractRequest, ListContractsRequest, OpinionRequest, PutActionSheetRequest, RecordSignatureRequest, RectifyContractRequest, type StageRequest } from '@cpom/proto/contracts/v1/contracts';
import { heading, opinion, parties, party, serviceA, serviceB, sheet, signature, term } from './kit.fixture.ts';
import { refusalOf, serviceC, startedContracts, type Started } from './service.fixture.ts';

let started: Started;
let agent: Started['agent'];
let read: Started['read'];

beforeAll(async () => {
  started = await startedContracts();
  ({ agent, read } = started);
});

afterAll(() => started.stop());

const step = (id: string, cause: string, reason = ''): StageRequest => ({ id, cause: `${id}-${cause}`, on: '2026-03-02', reason });
const between = (service: string) => [party(service, 'service'), ...parties.slice(1)];
const draft = (id: string, service = serviceA) =>
  DraftContractRequest.fromPartial({ cause: `draft-${id}`, id, heading: heading({ reference: id || 'ref' }), parties: between(service), term: term(), on: '2026-01-05' });

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
    started.instance.clock.advanceDays(1);
    await agent.rectifyContract(RectifyContractRequest.fromPartial({ id: 'corrected', cause: 'r', reason: 'Faute de frappe', correct: { $case: 'signature', value: signature('carsat-cvl', { signedOn: '2026-02-28' }) } }));
    await agent.rectifyContract(RectifyContractRequest.fromPartial({ id: 'corrected', cause: 'r2', reason: 'Idem', correct: { $case: 'signature', value: signature(serviceC, { signedOn: '2026-02-27' }) } }));
    await agent.rectifyContract(RectifyContractRequest.fromPartial({ id: 'corrected', cause: 'r3', reason: 'Idem', correct: { $case: 'signature', value: signature('dreets-24', { signedOn: '2026-02-27' }) } }));
    const now = await read('corrected');
    expect(now.signedOn).toBe('2026-02-28');
    expect(now.rectifications.at(-1)).toMatchObject({ former: expect.stringContaining('01/03/2026') as unknown, corrected: expect.stringContaining('28/02/2026') as unknown, reason: 'Faute de frappe' });
    expect((await read('corrected', { knownOn: '2026-03-02' })).signedOn).toBe('2026-03-01');
    started.instance.clock.advanceDays(-1);
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

  test('given a contract begun while the clock was a day ahead, when the clock is right again, then the list shows it, and one of an earlier day does not', async () => {
    started.instance.clock.advanceDays(1);
    const { position } = await agent.draftContract(DraftContractRequest.fromPartial({ id: 'ahead', cause: 'ahead', heading: { reference: 'ahead', title: 'Ahead', shape: 'individual' } }));
    started.instance.clock.advanceDays(-1);
    const shown = (on: string) => agent.listContracts(ListContractsRequest.fromPartial({ contains: 'ahead', on, atLeast: position }));
    expect((await shown('')).contracts).toMatchObject([{ id: 'ahead', status: 'draft' }]);
    expect((await shown('2026-03-02')).total).toBe(1);
    expect((await shown('2026-03-01')).total).toBe(0);
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

test.each([
  ['a date that does not exist', { ...draft('bad-1'), on: '2026-02-31' }],
  ['another region', { ...draft('bad-0'), region: '11' }],
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
  started = await started.again();
  ({ agent, read } = started);
  expect((await agent.listContracts(ListContractsRequest.fromPartial({ contains: 'loiret' }))).total).toBe(3);
  expect((await read('cpom-life')).stage).toBe('signed');
  expect((await agent.listRuleSets({})).ruleSets.map((set) => set.code)).toEqual(['2014', '2019-2021', '2024']);
});
