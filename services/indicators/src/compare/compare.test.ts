import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { core } from '../catalogue/core.ts';
import type { Indicator } from '../catalogue/definition.ts';
import { missing, notApplicable, number, type ReadValue } from '../submission/value.ts';
import { comparable, standing, type Peer } from './benchmark.ts';
import { masked, type ComparedValue } from './masking.ts';
import { rowOf, type Column } from './table.ts';

const line = (code: string): Indicator => core.find((indicator) => indicator.code === code) ?? ((): never => { throw new Error(code); })();
const health = line('PDP-C-02');
const column = (service: string, value: ReadValue, sight: Column['sight'], code = 'PDP-C-02'): Column => ({ service, sight, values: new Map([[code, { indicator: code, value }]]) });
const columns = (sight: Column['sight'], ...numbers: readonly number[]): Column[] => numbers.map((value, index) => column(`s${index}`, number(value), sight));

describe('masking outside the signatories', () => {
  test('given persons in health matters below 11, then the count is secret; from 11 on it is shown', () => {
    const seen = (value: number) => masked(health, { indicator: 'x', value: number(value) }).kind;
    expect([seen(0), seen(10), seen(11)]).toEqual(['masked', 'masked', 'number']);
  });
  test('given establishments, then below 3; given what is no secret, never', () => {
    expect([2, 3].map((value) => masked(line('TMS-01'), { indicator: 'x', value: number(value) }).kind)).toEqual(['masked', 'number']);
    expect(masked(line('SOC-01'), { indicator: 'x', value: number(1) }).kind).toBe('number');
  });
  test('given a ratio made of a small count, then it is as secret as the count', () => {
    expect(masked(line('PDP-P-01r'), { indicator: 'x', value: number(50), numerator: 5, denominator: 10 }).kind).toBe('masked');
  });
  test('given missing or not applicable, then they are said as they are: nobody is counted', () => {
    expect([masked(health, { indicator: 'x', value: missing }), masked(health, { indicator: 'x', value: notApplicable })]).toEqual([missing, notApplicable]);
  });
});

describe('a row of the regional table', () => {
  const total = (row: ReturnType<typeof rowOf>): unknown => (row.total.kind === 'number' ? row.total.number : row.total.kind);
  test('given all may be seen, then the total is the sum', () => {
    expect(total(rowOf(health, 0, columns('all', 5, 20, 30)))).toBe(55);
  });
  test('given a single hidden count, then the total hides too: it would give it back; given two, it is shown', () => {
    expect(total(rowOf(health, 0, columns('masked', 5, 20, 30)))).toBe('masked');
    expect(total(rowOf(health, 0, columns('masked', 5, 8, 30)))).toBe(43);
  });
  test('given two services only, one hidden from the other, then no total', () => {
    expect(total(rowOf(health, 0, [column('a', number(30), 'all'), column('b', number(40), 'none')]))).toBe('masked');
  });
  test('given a ratio, then the total is the ratio of the sums', () => {
    const rate = line('TMS-F-03');
    const parts = [[5, 100], [30, 100]].map(([numerator = 0, denominator = 1], index): Column => ({ service: `s${index}`, sight: 'all', values: new Map<string, ComparedValue>([[rate.code, { indicator: rate.code, value: number(numerator / denominator * 100), numerator, denominator }]]) }));
    expect(total(rowOf(rate, 0, parts))).toBe(17.5);
  });
  test('given delays, then they do not add up', () => {
    expect(total(rowOf(line('PDP-F-02'), 0, [column('a', number(3), 'all', 'PDP-F-02'), column('b', number(5), 'all', 'PDP-F-02')]))).toBe('empty');
  });
  test('given any counts, then no hidden one can be found again from its row', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }), (numbers) => {
      const row = rowOf(health, 0, columns('masked', ...numbers));
      const hidden = row.values.filter(({ kind }) => kind === 'masked').length;
      if (row.total.kind === 'number') expect(hidden).not.toBe(1);
      numbers.forEach((value, index) => { if (value < 11) expect(row.values[index]?.kind).toBe('masked'); });
    }));
  });
});

describe('where a service stands', () => {
  const peer = (service: string, value: number, employees?: number): Peer => ({ service, employees, values: new Map([['SOC-03', { indicator: 'SOC-03', value: number(value) }]]) });
  test('given three of like size, then it is compared with those; given fewer, with the whole region', () => {
    const own = peer('a', 1, 60_000);
    expect(comparable(own, [peer('b', 1, 70_000), peer('c', 1, 140_000), peer('d', 1, 500_000)]).peers.map(({ service }) => service)).toEqual(['a', 'b', 'c']);
    expect(comparable(own, [peer('b', 1, 20_000), peer('c', 1, 500_000)]).basis).toContain('toutes tailles confondues');
    expect(comparable(own, [peer('b', 1, 20_000)]).basis).toContain('aucune comparaison');
  });
  test('given fewer than three values, then no quartile is told', () => {
    expect(standing(line('SOC-03'), peer('a', 1), [peer('a', 1), peer('b', 2)]).quartiles.map(({ kind }) => kind)).toEqual(['masked', 'masked', 'masked']);
  });
  test('given headcounts, then numbers are told per 10 000 employees followed', () => {
    const peers = [peer('a', 60, 60_000), peer('b', 100, 50_000), peer('c', 300, 100_000)];
    expect(standing(line('SOC-03'), peers[0] ?? peer('a', 0), peers)).toMatchObject({ scaled: { number: 10 }, quartiles: [{ number: 15 }, { number: 20 }, { number: 25 }], count: 3 });
  });
  test('given any values, then quartiles are in order and within the values', () => {
    fc.assert(fc.property(fc.array(fc.nat(500), { minLength: 3, maxLength: 12 }), (numbers) => {
      const peers = numbers.map((value, index) => peer(`s${index}`, value));
      const found = standing(line('SOC-03'), peers[0] ?? peer('a', 0), peers).quartiles.map((value) => (value.kind === 'number' ? value.number : Number.NaN));
      expect([...found].sort((a, b) => a - b)).toEqual(found);
      for (const one of found) expect(one >= Math.min(...numbers) && one <= Math.max(...numbers)).toBe(true);
    }));
  });
});
