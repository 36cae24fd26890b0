import { addDays, day, type Day, type LegalDate } from '@cpom/kernel';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Organisation } from '../organisation/contract.ts';
import { around, contract, service, submission } from './kit.fixture.ts';
import { dueToday } from './schedule.ts';

describe('a campaign', () => {
  const mark = (today: string, more = {}): string | undefined =>
    dueToday(around({ today: day(today), contracts: [], submissions: [submission(more)] }), [])[0]?.cause.split(':')[2];
  test.each([
    ['2026-03-30', undefined], ['2026-03-31', '30'], ['2026-04-22', '30'], ['2026-04-23', '7'], ['2026-04-30', '7'], ['2026-05-01', '-1'], ['2027-01-01', '-1'],
  ])('given the due date 30/04/2026, when it is the %s, then the mark is %s', (today, expected) => {
    expect(mark(today)).toBe(expected);
  });
  test.each(['submitted', 'checking', 'checked', 'approved'])('given a submission %s, then nobody is reminded', (state) => {
    expect(mark('2026-04-29', { state })).toBeUndefined();
  });
  test('given a campaign opened after the day of a recall, then its opening was enough, until the next mark', () => {
    expect(mark('2026-04-10', { openedOn: '2026-04-10' })).toBeUndefined();
    expect(mark('2026-04-23', { openedOn: '2026-04-10' })).toBe('7');
  });
  test('given a due date postponed, then the marks are those of the new one', () => {
    expect(mark('2026-04-29', { dueOn: '2026-06-30' })).toBeUndefined();
  });
  test('given somebody who looks on any days, when the days pass, then each mark is met once at most, in order', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 150 }), { maxLength: 30 }), (days) => {
      const seen = [...days].sort((a, b) => a - b).map((days) => mark(addDays('2026-01-05' as Day, days))).filter((one) => one !== undefined);
      expect([...new Set(seen)]).toEqual(['30', '7', '-1'].filter((one) => seen.includes(one)));
    }));
  });
});

describe('a contract that ends', () => {
  const ends = (today: string, more = {}, others: ReturnType<typeof contract>[] = []) =>
    dueToday(around({ today: day(today), contracts: [contract({ expiresOn: '2026-12-31', ...more }), ...others] }), []).filter(({ cause }) => cause.includes('contract-c:'));
  test.each([['2025-12-30', []], ['2025-12-31', ['12']], ['2026-06-30', ['6']], ['2026-09-30', ['3']], ['2026-12-31', ['3']], ['2027-01-01', []]])('when it is the %s, then the mark is %j', (today, expected) => {
    expect(ends(today).map(({ cause }) => cause.split(':')[2])).toEqual(expected);
  });
  test('given it, then the DREETS, the director of each service and the fund are told', () => {
    expect(ends('2026-07-01')[0]?.to).toEqual([
      { organisation: 'dreets-24', roles: ['dreets-agent'] }, { organisation: service, roles: ['spsti-director'] }, { organisation: 'carsat-cvl', roles: ['fund-agent'] },
    ]);
  });
  test('given another signed contract that takes over, or one not signed yet, then only what is left without a successor is told', () => {
    const next = contract({ id: 'next', expiresOn: '2031-12-31' });
    expect(ends('2026-07-01', {}, [next])).toEqual([]);
    expect(ends('2026-07-01', {}, [{ ...next, stage: 'negotiation' }])).toHaveLength(1);
    expect(ends('2026-07-01', { stage: 'signing' })).toEqual([]);
  });
  test('given an expiry known to the year, then it counts to its last day', () => {
    expect(ends('2025-12-31', { expiresOn: '2026' })).toHaveLength(1);
  });
});

describe('an accreditation that ends', () => {
  const organisation = (more: Partial<Organisation> = {}): Organisation => ({
    id: service, kind: 'service', names: [], headcounts: [], regions: ['24'], address: '', aliases: [], origin: 'fictif',
    accreditations: [{ grantedOn: '2021-12-31' as LegalDate, expiresOn: '2026-12-31' as LegalDate, state: 'granted', origin: 'fictif' }], ...more,
  });
  const ends = (today: string, more = {}) => dueToday(around({ today: day(today), contracts: [] }), [organisation(more)]).map(({ cause, about }) => [cause.split(':')[2], about.overdue]);
  test.each([['2025-12-30', []], ['2025-12-31', [['12', false]]], ['2026-04-30', [['8', false]]], ['2026-07-31', [['5', false]]], ['2026-08-31', [['4', true]]], ['2027-01-01', []]])('when it is the %s, then the mark is %j', (today, expected) => {
    expect(ends(today)).toEqual(expected);
  });
  test('given a renewal being examined, or a service that merged, then nobody is told', () => {
    expect(ends('2026-09-01', { accreditations: [{ ...organisation().accreditations[0], state: 'renewal-examined' }] })).toEqual([]);
    expect(ends('2026-09-01', { succeeded: { by: 'x', on: '2026-01-01' as Day } })).toEqual([]);
  });
});
