import { describe, expect, test } from '@jest/globals';
import { addDays, day, type Day } from '@cpom/kernel';
import fc from 'fast-check';
import type { Contract } from './contract.ts';
import { drafted, heading, parties, put, reached, sheet, term } from './kit.fixture.ts';
import { contractOn } from './as-of.ts';
import { effectiveFrom, expiresOn } from './reading.ts';
import { intervalsOf, statusOn, statusText } from './status.ts';

const signedWith = (more: Parameters<typeof term>[0]): Contract =>
  reached('signed', { draft: [drafted({ term: term(more) }), put(sheet())] }).contract;
const on = (contract: Contract, date: string): readonly [string, ...string[]] => {
  const { status, flags } = statusOn(contract, day(date));
  return [status, ...flags];
};
const words = (contract: Contract, date: string): string =>
  statusText(statusOn(contract, day(date)), { effectiveFrom: effectiveFrom(contract), expiresOn: expiresOn(contract) });

test('given a contract in force at signature, when it is read at a date, then its life reads by its legal dates', () => {
  const { contract } = reached('signed');
  const told = ['2026-01-04', '2026-01-05', '2026-01-10', '2026-02-01', '2026-02-28', '2026-03-01', '2030-12-31', '2031-01-01'].map((date) => on(contract, date)[0]);
  expect(told).toEqual(['none', 'draft', 'negotiation', 'consultation', 'consultation', 'active', 'active', 'expired']);
});

test('given an effect later than the signature, when it is read between, then it is not in force', () => {
  const contract = signedWith({ effect: 'on-date', effectiveFrom: '2026-07-01' });
  expect([on(contract, '2026-06-30'), on(contract, '2026-07-01')]).toEqual([['not-in-force'], ['active']]);
  expect(words(contract, '2026-06-30')).toBe('Signé, prend effet le 01/07/2026');
});

test('given a retroactive effect, when it is read before the signature, then it covers and says that it was not signed', () => {
  const contract = signedWith({ effect: 'on-date', effectiveFrom: '2026-01-01' });
  expect([on(contract, '2026-02-28'), on(contract, '2026-03-01'), on(contract, '2025-12-31')]).toEqual([['active', 'not-yet-signed'], ['active'], ['none']]);
});

describe('an expiry « to fit the next generation »', () => {
  const contract = signedWith({ expiresOn: '2027-12-31', provisional: true, followUpOn: '2027-06-30' });
  test.each([['2027-12-31', ['active']], ['2028-01-01', ['active', 'provisional-expiry-passed']], ['2031-03-01', ['active', 'provisional-expiry-passed']], ['2031-03-02', ['expired']]])(
    'given %s, when it is read, then it goes on, flagged, for five years at most', (date, expected) => {
      expect(on(contract, date)).toEqual(expected);
    });
  test('given it has passed, when it is told, then it says so', () => {
    expect(words(contract, '2028-06-01')).toBe('En vigueur, échéance provisoire dépassée (31/12/2027)');
  });
});

describe('dates known to the year', () => {
  const contract = signedWith({ effect: 'on-date', effectiveFrom: '2026', expiresOn: '2029' });
  test.each([['2026-01-01', 'active', true], ['2026-12-30', 'active', true], ['2026-12-31', 'active', false], ['2028-12-31', 'active', false], ['2029-06-01', 'active', true], ['2029-12-31', 'active', true], ['2030-01-01', 'expired', false]])(
    'given %s, when it is read, then it is %s and says whether that is sure', (date, status, uncertain) => {
      expect([on(contract, date)[0], on(contract, date).includes('uncertain')]).toEqual([status, uncertain]);
    });
  test('given them, when they are told, then no day is invented', () => {
    expect([words(contract, '2027-01-01'), words(contract, '2030-01-01')]).toEqual(['En vigueur jusqu\'en 2029', 'Échu (2029)']);
  });
});

test('given an abandoned contract, when it is read before and after, then both are told', () => {
  const { contract } = reached('negotiation', { negotiation: [{ kind: 'move', step: 'open-negotiation', on: '2026-01-10', reason: '' }, { kind: 'move', step: 'abandon', on: '2026-02-10', reason: 'Fusion' }] });
  expect([on(contract, '2026-02-09'), on(contract, '2026-02-10'), on(contract, '2040-01-01')]).toEqual([['negotiation'], ['abandoned'], ['abandoned']]);
});

test('given a past date, when the contract is read on it, then what had not happened yet is not there', () => {
  const { contract } = reached('signed');
  expect(contractOn(contract, '2026-02-10' as Day)).toMatchObject({ signatures: [], opinions: [{ givenOn: '', sense: '' }, { givenOn: '', sense: '' }], stages: [{ stage: 'draft' }, { stage: 'negotiation' }, { stage: 'consultation' }] });
  expect(contractOn(contract, '2026-01-20' as Day).opinions).toEqual([]);
});

const dates = fc.constantFrom('2025', '2026', '2026-02', '2026-02-15', '2026-06-01', '2027', '2028-03', '2029-12-31', '2031-02-28', '');
const terms = fc.record({ effect: fc.constantFrom('at-signature', 'on-date'), effectiveFrom: dates, expiresOn: dates, provisional: fc.boolean() });

test('given any term, when intervals are made, then every day of them has the status that the day itself has', () => {
  fc.assert(fc.property(terms, fc.integer({ min: 0, max: 3_000 }), (more, days) => {
    const contract: Contract = { ...reached('signed', { draft: [drafted({ heading: heading(), parties }), put(sheet())] }).contract, term: term(more) };
    const date = addDays('2024-06-01' as Day, days);
    const intervals = intervalsOf(contract);
    const within = intervals.filter((one) => one.from <= date && (one.to === '' || date <= one.to));
    const { status, flags } = statusOn(contract, date);
    expect(within.map((one) => [one.status, one.flags])).toEqual(status === 'none' ? [] : [[status, flags]]);
    expect(intervals.at(-1)?.to).toBe('');
  }), { numRuns: 150 });
});
