import { describe, expect, test } from '@jest/globals';
import { grown, growthLines } from './growth.ts';

const at = (page: number, rate: number, disk: number, loop: number) => [
  { name: 'page.p99_ms', value: page, unit: 'ms', bar: { atMost: 50 } }, { name: 'catchup.events_per_s', value: rate, unit: '/s' },
  { name: 'disk.nation.collector.journal', value: disk, unit: 'MiB' }, { name: 'loop.p99_ms', value: loop, unit: 'ms' },
];
const all = new Map([[1, at(20, 9_000, 10, 0.2)], [3, at(22, 8_000, 30, 0.4)], [10, at(24.68, 3_000, 100, 0.9)]]);
const row = (name: string) => grown(all).find((one) => one.name === name);

describe('the table of growth', () => {
  test('given a figure at three sizes, then it is there at each, with its ratio to the smallest', () => {
    expect(row('page.p99_ms')).toEqual({ name: 'page.p99_ms', unit: 'ms', years: [1, 3, 10], values: [20, 22, 24.68], ratios: [1, 1.1, 1.234], shouldBeFlat: true, isFlat: true });
  });
  test('given what should be flat, then it is not when it doubles; for a rate, when it halves; under a millisecond nothing is told apart', () => {
    expect(row('catchup.events_per_s')).toMatchObject({ shouldBeFlat: true, isFlat: false });
    expect(row('loop.p99_ms')).toMatchObject({ shouldBeFlat: true, isFlat: true });
    expect(grown(new Map([[1, at(20, 9_000, 1, 1)], [10, at(41, 18_001, 1, 1)]])).map(({ isFlat }) => isFlat)).toEqual([false, true, undefined, true]);
  });
  test('given what grows by its nature, then nothing is expected of it', () => {
    expect(row('disk.nation.collector.journal')).toMatchObject({ ratios: [1, 3, 10], shouldBeFlat: false, isFlat: undefined });
  });
  test('given the other engine beside the first, then its figures are held to the same', () => {
    const both = new Map([[1, [{ name: 'distributed.page.p99_ms', value: 100, unit: 'ms' }]], [10, [{ name: 'distributed.page.p99_ms', value: 300, unit: 'ms' }]]]);
    expect(grown(both)).toMatchObject([{ shouldBeFlat: true, isFlat: false }]);
  });
  test('given a size that lacks a figure, then its place is empty, and nothing is said of its growth', () => {
    const part = new Map([[1, at(20, 9_000, 1, 1)], [10, []]]);
    expect(grown(part)[0]).toMatchObject({ values: [20, undefined], ratios: [1, undefined], isFlat: undefined });
    expect(growthLines(grown(part), false)[2]).toMatch(/^page\.p99_ms ms +20 +×1 +should be flat$/);
  });
  test('given a person who reads, then each line has values, ratios and the verdict', () => {
    const [title, heads, page, rate, disk] = growthLines(grown(all), false);
    expect(title).toContain('at most ×2');
    expect(heads).toMatch(/1 year +ratio +3 years +ratio +10 years +ratio$/);
    expect(page).toMatch(/^page\.p99_ms ms +20 +×1 +22 +×1\.1 +24\.68 +×1\.23 +should be flat: it is$/);
    expect(rate).toMatch(/should be flat: IT IS NOT$/);
    expect(disk).toMatch(/×10$/);
  });
  test('given a program that reads, then each line is an object of a name, a value, a unit and a bar', () => {
    const [page, rate, disk] = growthLines(grown(all), true).map((line) => JSON.parse(line) as unknown);
    expect(page).toEqual({ name: 'growth.page.p99_ms', value: 1.23, unit: '×', bar: '≤ 2', met: true, of: 'ms', years: [1, 3, 10], values: [20, 22, 24.68], ratios: [1, 1.1, 1.23], shouldBeFlat: true, isFlat: true });
    expect(rate).toMatchObject({ bar: '≥ 0.5', met: false });
    expect(disk).toMatchObject({ value: 10, bar: '', shouldBeFlat: false, isFlat: null });
  });
});
