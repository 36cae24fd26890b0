import { expect, test } from '@jest/globals';
import { BenchmarkRow } from '@cpom/proto/indicators/v1/indicators';
import { placeOf } from './benchmark.ts';

const number = (value: number) => ({ state: 'number', number: value });
const row = (own: number) => BenchmarkRow.fromPartial({ scaled: number(own), firstQuartile: number(10), median: number(20), thirdQuartile: number(30) });

test.each([[31, 'dans le quart le plus élevé'], [20, 'au-dessus de la médiane'], [19, 'au-dessous de la médiane'], [9, 'dans le quart le plus bas']])('given %s among 10, 20, 30, then « %s »', (own, words) => {
  expect(placeOf(row(own))).toBe(words);
});

test('given a masked quartile or no value of its own, then no place is told', () => {
  expect(placeOf(BenchmarkRow.fromPartial({ ...row(12), median: { state: 'masked' } }))).toBe('comparaison masquée ou impossible');
  expect(placeOf(BenchmarkRow.fromPartial({ ...row(12), scaled: { state: 'not-applicable' } }))).toBe('sans valeur à comparer');
});
