import { describe, expect, test } from '@jest/globals';
import type { ContractCommand, Correct } from './commands.ts';
import { after, document, heading, opinion, party, reached, refusal, serviceA, serviceB, sheet, signature, signed, term, world, type Told } from './kit.fixture.ts';
import { evolve } from './evolve/index.ts';
import { signedOn } from './reading.ts';
import { historyOf, rectificationsOf } from './sentences.ts';

const rectify = (correct: Correct, more: Partial<Extract<ContractCommand, { kind: 'rectify' }>> = {}): ContractCommand =>
  ({ kind: 'rectify', correct, void: false, formerOrganisation: '', reason: 'Faute de frappe', ...more });
const names = (id: string): string => id;
const withDocument = (): Told => after([{ kind: 'attach-document', document: document() }], world, reached('signed'));
const opinionId = (told: Told): string => told.contract.opinions[0]?.id ?? '';

const corrections: readonly [string, Correct, (told: Told) => unknown, unknown][] = [
  ['heading', { kind: 'heading', value: heading({ title: 'Titre corrigé' }) }, (told) => told.contract.heading.title, 'Titre corrigé'],
  ['term', { kind: 'term', value: term({ expiresOn: '2029-12-31' }) }, (told) => told.contract.term.expiresOn, '2029-12-31'],
  ['party', { kind: 'party', value: party(serviceA, 'service', { representedBy: 'Présidente' }) }, (told) => told.contract.parties[0]?.representedBy, 'Présidente'],
  ['opinion', { kind: 'opinion', value: opinion('crpst-24', { id: opinionId(reached('signed')), sense: 'unfavourable' }) }, (told) => told.contract.opinions[0]?.sense, 'unfavourable'],
  ['signature', { kind: 'signature', value: signature('carsat-cvl', { function: 'Directeur' }) }, (told) => told.contract.signatures.find((one) => one.organisation === 'carsat-cvl')?.function, 'Directeur'],
  ['sheet', { kind: 'sheet', value: sheet({ id: 'sheet-1', deadline: '2027-12-31' }) }, (told) => told.contract.sheets[0]?.deadline, '2027-12-31'],
  ['document', { kind: 'document', value: document({ id: 'document-4', name: 'signé.pdf' }) }, (told) => told.contract.documents[0]?.name, 'signé.pdf'],
  ['stage', { kind: 'stage', value: { stage: 'negotiation', on: '2026-01-12', reason: '' } }, (told) => told.contract.stages.find((one) => one.stage === 'negotiation')?.on, '2026-01-12'],
];

describe('a mistyped fact', () => {
  test.each(corrections)('%s: given a signed contract, when it is rectified, then the right value holds and the former stays readable', (kind, correct, value, right) => {
    const told = after([rectify(correct)], world, withDocument());
    expect(value(told)).toBe(right);
    const [said] = rectificationsOf(told.contract, names);
    expect(said).toMatchObject({ kind, reason: 'Faute de frappe', role: 'dreets-agent' });
    expect(said?.former).not.toBe('');
    expect(historyOf(told.facts, names, new Map()).some((entry) => entry.type === 'FactRectified' && entry.reason === 'Faute de frappe' && entry.summary.startsWith('a rectifié'))).toBe(true);
  });

  test.each(corrections)('%s: given no reason, when it is rectified, then the field is named', (_, correct) => {
    expect(refusal(withDocument(), rectify(correct, { reason: '' })).details).toMatchObject([{ field: 'reason' }]);
  });

  test('given a rectified contract, when it is read as it was known before, then the former value is there', () => {
    const told = after([rectify({ kind: 'term', value: term({ expiresOn: '2029-12-31' }) })], world, reached('signed'));
    const before = told.facts.filter((fact) => fact.event.type !== 'FactRectified');
    expect(before.reduce(evolve, after([]).contract).term.expiresOn).toBe('2030-12-31');
  });

  test('given the dates of signatures, when the last one is rectified, then the contract was signed on the last', () => {
    const told = after([rectify({ kind: 'signature', value: signature('carsat-cvl', { signedOn: '2026-03-02' }) })], world, reached('signed'));
    expect(signedOn(told.contract)).toBe('2026-03-02');
  });

  test('given a rectified term, when the rules are judged again, then they stand with the contract and none blocks', () => {
    const told = after([rectify({ kind: 'term', value: term({ expiresOn: '2035-12-31' }) })], world, reached('signed'));
    expect(told.contract.rules.find((one) => one.code === 'term.sixty')?.outcome).toBe('not-met');
  });

  test('given what is not there, when it is rectified, then it is not found', () => {
    expect(refusal(reached('signed'), rectify({ kind: 'opinion', value: opinion('crpst-24', { id: 'opinion-99' }) })).code).toBe('not-found');
    expect(refusal(reached('signing'), rectify({ kind: 'signature', value: signature(serviceA) })).code).toBe('not-found');
  });

  test('given a contract that does not exist, when it is rectified, then it is not found', () => {
    expect(refusal(after([]), rectify({ kind: 'term', value: term() })).code).toBe('not-found');
  });
});

test('given free prose, when it is recorded, then it stands apart in its event, where it can be erased', () => {
  const told = after([rectify({ kind: 'opinion', value: opinion('crpst-24', { id: opinionId(reached('signed')), comment: 'Cité : le directeur' }) }, { reason: 'Omis' })], world, reached('signed'));
  const { text, ...event } = told.facts.find((fact) => fact.event.type === 'FactRectified')?.event ?? {};
  expect(text).toEqual({ reason: 'Omis', comment: 'Cité : le directeur' });
  expect(JSON.stringify(event)).not.toContain('Cité');
  expect(told.contract.opinions[0]?.comment).toBe('Cité : le directeur');
});

describe('a fact that never was', () => {
  test('given a signature recorded by mistake, when it is voided, then the contract is up for signature again, and can be signed', () => {
    const told = after([rectify({ kind: 'signature', value: signature('carsat-cvl') }, { void: true })], world, reached('signed'));
    expect(told.contract).toMatchObject({ stage: 'signing', signatures: { length: 2 } });
    expect(after([signed(signature('carsat-cvl', { signedOn: '2026-03-02' }))], world, told).contract.stage).toBe('signed');
  });

  test('given a party that has signed, when it is voided, then its signature must go first', () => {
    const voided = rectify({ kind: 'party', value: party(serviceA, 'service') }, { void: true });
    expect(refusal(reached('signed'), voided).code).toBe('rule');
  });

  test('given the term, when it is voided, then it is refused: it can only be corrected', () => {
    expect(refusal(reached('signed'), rectify({ kind: 'term', value: term() }, { void: true })).code).toBe('invalid');
  });

  test('given a party recorded by mistake in signing, when it is voided and all others have signed, then the contract is signed', () => {
    const told = after([signed(signature(serviceA)), signed(signature('dreets-24')), signed(signature('carsat-cvl'))], world, reached('signing', {
      negotiation: [{ kind: 'move', step: 'open-negotiation', on: '2026-01-10', reason: '' }, { kind: 'add-party', party: party('oppbtp', 'signatory') }],
    }));
    expect(told.contract.stage).toBe('signing');
    expect(after([rectify({ kind: 'party', value: party('oppbtp', 'signatory') }, { void: true })], world, told).contract.stage).toBe('signed');
  });
});

describe('a party under a wrong id', () => {
  const moved = rectify({ kind: 'party', value: party(serviceB, 'service') }, { formerOrganisation: serviceA });

  test('given its signature and leads, when it is rectified, then they follow', () => {
    const { contract } = after([moved], world, reached('signed'));
    expect(contract.parties[0]?.organisation).toBe(serviceB);
    expect(contract.signatures[0]?.organisation).toBe(serviceB);
    expect(contract.sheets[0]?.leads[0]?.service).toBe(serviceB);
    expect(contract.stage).toBe('signed');
  });

  test('given the right one is already a party, when it is rectified, then it is refused', () => {
    expect(refusal(reached('signed'), rectify({ kind: 'party', value: party('carsat-cvl', 'fund') }, { formerOrganisation: serviceA })).code).toBe('rule');
  });

  test('given its signature, when it is made a partner, then it is refused', () => {
    expect(refusal(reached('signed'), rectify({ kind: 'party', value: party(serviceA, 'partner') })).code).toBe('rule');
  });

  test('given the date of signature of the contract, when it is rectified by itself, then the last signature is pointed at', () => {
    expect(refusal(reached('signed'), rectify({ kind: 'stage', value: { stage: 'signed', on: '2026-01-01', reason: '' } })).code).toBe('rule');
  });
});
