import { expect, test } from '@jest/globals';
import { ContractState } from '@cpom/proto/contracts/v1/events';
import { after, drafted, heading, moved, put, reached, serviceA, sheet, world, type Told } from './kit.fixture.ts';
import { contractDetail, contractState, published, stateTopic } from './published.ts';

const lastSaid = (told: Told, from = 0) => told.facts.slice(from).map((fact) => published(told.contract, fact).map((message) => message.audience));

test('given a contract in preparation, when it is said to the nation, then dates, shape, services and stages leave, and nothing else', () => {
  const { contract } = after([moved('return-to-negotiation', 'Désaccord de la caisse')], world, reached('validated'));
  const said = contractState(contract);
  expect(said).toEqual(ContractState.fromPartial({
    id: 'c-1', region: '24', authority: 'dreets-24', shape: 'individual', stage: 'negotiation', signed: false, services: [serviceA], expiresOn: '2030-12-31',
    stages: contract.stages.map(({ stage, on }) => ({ stage, on, reason: '' })), intervals: said.intervals, ruleSet: '2024', origin: 'saisie', recordedAt: contract.recordedAt,
  }));
  expect(JSON.stringify(said)).not.toContain('Désaccord');
});

test('given a signed contract, when it is said to the nation, then signatures go by function and overrides with their reason', () => {
  const { contract } = reached('signed', {
    draft: [drafted({ heading: heading({ shape: 'collective' }) }), put(sheet()), { kind: 'override-rule', rule: 'national.individual', reason: 'Transition' }],
  });
  const said = contractState(contract);
  expect(said.signatures).toContainEqual({ organisation: 'carsat-cvl', function: 'Directrice', signedOn: '2026-03-01', capacity: 'mandate' });
  expect(said.rules.find((one) => one.code === 'national.individual')).toMatchObject({ outcome: 'overridden', overrideReason: 'Transition' });
  expect(said.sheets).toEqual([{ id: 'sheet-1', title: 'Prévenir la désinsertion professionnelle', theme: 'pdp', aims: [7], deadline: '2028-12-31', indicators: ['PDP-C-02'], hasTarget: true, leadsNamed: 1 }]);
});

test('given what is typed into a draft, when it is recorded, then only the instance hears of it', () => {
  const before = reached('draft');
  expect(lastSaid(after([put(sheet())], world, before), before.facts.length)).toEqual([['instance']]);
  const moving = reached('negotiation');
  expect(lastSaid(moving, moving.facts.length - 1)).toEqual([['instance', 'nation']]);
});

test('given a document, when it is attached, then nothing is said', () => {
  const before = reached('signed');
  const document = { id: '', kind: 'annex', name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64), addedAt: '', addedByRole: '', addedByOrganisation: '', addedById: '' };
  expect(lastSaid(after([{ kind: 'attach-document', document }], world, before), before.facts.length)).toEqual([[]]);
});

test('given a contract, when the other services hear of it, then they know who is covered when and what is asked', () => {
  const detail = contractDetail(reached('signed').contract);
  expect(detail).toMatchObject({ services: [serviceA], funds: ['carsat-cvl'], authority: 'dreets-24', signed: true, effectiveFrom: '2026-03-01', expiresOn: '2030-12-31', sheets: [{ indicators: [{ code: 'PDP-C-02' }] }] });
  expect(stateTopic).toBe('contracts.nation');
});

test('given a contract up for signature, when one party has signed, then the instance hears of the others and since when; of none once all signed', () => {
  const before = contractDetail(reached('signing').contract);
  expect([...before.awaitedSignatories].sort()).toEqual([serviceA, 'carsat-cvl', 'dreets-24'].sort());
  expect(before.signingSince).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(contractDetail(reached('signed').contract)).toMatchObject({ awaitedSignatories: [], signingSince: '' });
  expect(contractDetail(reached('validated').contract).awaitedSignatories).toEqual([]);
});
