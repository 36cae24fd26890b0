import { describe, expect, test } from '@jest/globals';
import { day, daysBetween, type Day } from '@cpom/kernel';
import type { Party } from '@cpom/proto/contracts/v1/facts';
import type { Imported } from './contract.ts';
import { after, heading, opinion, party, refusal, sheet, signature, term, world, type Told } from './kit.fixture.ts';
import { contractState } from './published.ts';
import { idsOf, withRole } from './reading.ts';
import { intervalsOf, statusOn } from './status.ts';

/** The documented past, held against the facts that the founding documents give. */

const imported = (more: Partial<Imported>): Told => after([{
  kind: 'import',
  contract: { id: 'x', authority: 'dreets-24', region: '24', heading: heading({ reference: '2021-2022', title: 'CPOM', shape: 'collective' }), parties: [], term: term(), opinions: [], signatures: [], sheets: [], documents: [], stages: [], origin: 'S1', ...more },
}], { ...world, today: '2026-11-21' });

const services = ['111111118', '222222226', '333333334', '444444442', '555555556', '666666664', '777777772'];
const partiesOf = (ids: readonly string[], authority: string, fund: string): Party[] =>
  [...ids.map((id) => party(id, 'service')), party(authority, 'authority'), party(fund, 'fund')];
const covered = ({ contract }: Told, on: string): number => (statusOn(contract, day(on)).status === 'active' ? idsOf(withRole(contract, 'service')).length : 0);

describe('Centre-Val de Loire 2021-2022 (S1)', () => {
  const parties = partiesOf(services, 'dreets-24', 'carsat-cvl');
  const told = imported({
    parties, term: term({ expiresOn: '2022-12-31', provisional: true, wording: 'à fin 2022' }),
    opinions: [
      opinion('cratmp-24', { askedOn: '', givenOn: '2021-12-07', sense: 'not-stated' }), opinion('gpro-24', { askedOn: '', givenOn: '2021-12-15', sense: 'not-stated' }),
      opinion('croct-24', { kind: 'validation', askedOn: '', givenOn: '2021-12-15', sense: 'not-stated' }),
    ],
    signatures: idsOf(parties).map((id) => signature(id, { signedOn: '2022-02-10', place: 'Orléans' })),
    sheets: [sheet({ deadline: '2022-12-31', leads: [] }), sheet({ theme: 'tms', deadline: '2022-12-31', leads: [] })],
    stages: [{ stage: 'validated', on: '2021-12-15', reason: '' }],
  });

  test.each([['2021-12-31', 0], ['2022-02-09', 0], ['2022-02-10', 7], ['2022-12-31', 7], ['2023-01-01', 7]])('given %s, when services are counted, then %i of 7 are covered', (on, count) => {
    expect(covered(told, on)).toBe(count);
  });

  test('given 31/12/2021, when it is read, then the opinions are given and it is not signed', () => {
    expect(statusOn(told.contract, '2021-12-31' as Day).status).toBe('validated');
    expect(statusOn(told.contract, '2021-12-08' as Day).status).toBe('consultation');
  });

  test('given 01/01/2023, when it is read, then the provisional expiry that passed is flagged', () => {
    expect(statusOn(told.contract, '2023-01-01' as Day).flags).toEqual(['provisional-expiry-passed']);
  });

  test('given its nine signatures, when it is read, then they and the effect are of 10/02/2022', () => {
    expect(contractState(told.contract)).toMatchObject({ signed: true, signedOn: '2022-02-10', effectiveFrom: '2022-02-10', ruleSet: '2019-2021', services, signatures: { length: 9 }, recordedAfterwards: true });
  });

  test('given what S1 lacks, when rules are judged, then each is reported and none blocked', () => {
    const outcome = (code: string): string | undefined => told.contract.rules.find((one) => one.code === code)?.outcome;
    expect(['opinion.crpst', 'opinion.ars', 'term.provisional', 'national.pdp', 'national.theme', 'sheets.leads', 'accreditation.held'].map(outcome))
      .toEqual(['met', 'not-met', 'not-met', 'met', 'met', 'warned', 'not-met']);
  });

  test('given it is recorded, when it is imported again with other facts, then it is a conflict', () => {
    const { id, authority, region } = told.contract;
    const other = { id, authority, region, heading: heading(), parties, term: term(), opinions: [], signatures: [], sheets: [], documents: [], stages: [], origin: '' };
    expect(refusal(told, { kind: 'import', contract: other }).code).toBe('conflict');
  });
});

describe("Provence-Alpes-Côte d'Azur and Corse (S0): years only", () => {
  const yearsOnly = (from: string, to: string): Told => imported({
    authority: 'dreets-93', region: '93', parties: partiesOf(services.slice(0, 1), 'dreets-93', 'carsat-sud-est'),
    term: term({ effect: 'on-date', effectiveFrom: from, expiresOn: to }), stages: [{ stage: 'signed', on: from, reason: '' }],
  });
  const [first, second] = [yearsOnly('2014', '2018'), yearsOnly('2020', '2022')];
  const any = (on: string): boolean => covered(first, on) + covered(second, on) > 0;

  test.each([['2018-12-31', true], ['2019-12-31', false], ['2020-01-01', true]])('given %s, when coverage is read, then it is %s', (on, expected) => {
    expect(any(on)).toBe(expected);
  });

  test('given 2019, when its days are counted, then 365 are without a contract', () => {
    const ended = intervalsOf(first.contract).find((one) => one.status === 'expired')?.from ?? '';
    const begun = intervalsOf(second.contract).find((one) => one.status === 'active')?.from ?? '';
    expect(daysBetween(day(ended), day(begun))).toBe(365);
  });

  test('given no signature known one by one, when it is imported as signed, then it is, and the missing ones are reported', () => {
    expect(first.contract.stage).toBe('signed');
    expect(first.contract.rules.find((one) => one.code === 'signatures.all')?.outcome).toBe('not-met');
  });
});

describe('Île-de-France (S2)', () => {
  const acms = partiesOf(['775684236'], 'dreets-11', 'cramif');
  const old = imported({ parties: acms, term: term({ effect: 'on-date', effectiveFrom: '2014', expiresOn: '2021-06-30', extended: true }), stages: [{ stage: 'signed', on: '2014', reason: '' }] });
  const fresh = imported({ parties: acms, term: term({ effect: 'on-date', effectiveFrom: '2022', expiresOn: '' }), stages: [{ stage: 'signed', on: '2022', reason: '' }] });

  test('given the contract of 2014 extended to 30/06/2021, when it is judged, then it is flagged past sixty months', () => {
    expect(old.contract.rules.find((one) => one.code === 'term.extended')).toMatchObject({ outcome: 'warned', effect: 'flag' });
    expect([statusOn(old.contract, '2021-06-30' as Day).status, statusOn(old.contract, '2021-07-01' as Day).status]).toEqual(['active', 'expired']);
  });

  test('given the contract of 2022, when days without a signed contract are counted, then they are at least 184', () => {
    const begun = intervalsOf(fresh.contract).find((one) => one.status === 'active')?.from ?? '';
    expect(daysBetween('2021-07-01' as Day, day(begun))).toBe(184);
  });
});

test('given wrong facts, when they are imported, then all are refused at once, each in its place', () => {
  const contract: Imported = {
    id: 'x', authority: 'dreets-24', region: '24', heading: heading({ shape: 'autre' }), parties: [party('a', 'service'), party('a', 'service')], term: term({ expiresOn: '2022-02-31' }),
    opinions: [opinion('', { givenOn: '31/12/2021', askedOn: '' })], signatures: [signature('b', { signedOn: '' })], sheets: [], documents: [], stages: [], origin: '',
  };
  expect(refusal(after([]), { kind: 'import', contract }).details.map((detail) => detail.field)).toEqual([
    'heading.shape', 'parties.1', 'term.expiresOn', 'opinions.0.body', 'opinions.0.givenOn', 'signatures.0.signedOn', 'signatures.0.organisation',
  ]);
});
