import { expect, test } from '@jest/globals';
import { told } from './engines.ts';
import { parts, readOptions } from './options.ts';

const read = (...args: string[]) => readOptions(args);

test('given nothing, then the embedded engine is measured, in all its parts, over 1, 3 and 10 years', () => {
  expect(read()).toMatchObject({ engines: ['embedded'], only: parts, leftOut: [], years: [1, 3, 10] });
});
test('given --engine, then that one, or both', () => {
  expect(read('--engine', 'embedded')?.engines).toEqual(['embedded']);
  expect(read('--engine', 'distributed')?.engines).toEqual(['distributed']);
  expect(read('--engine', 'both')?.engines).toEqual(['embedded', 'distributed']);
});
test('given an engine that there is not, then it is refused with those there are', () => {
  expect(() => read('--engine', 'postgres')).toThrow('--engine postgres: one of embedded, distributed, both');
});
test('given the distributed engine alone, then what only the embedded one has is left out, and said', () => {
  expect(read('--engine', 'distributed')).toMatchObject({ only: ['data', 'catchup', 'pages'], leftOut: ['start', 'rebuild'] });
  expect(read('--engine', 'distributed', '--only', 'rebuild', '--only', 'pages')).toMatchObject({ only: ['pages'], leftOut: ['rebuild'] });
});
test('given both engines, then nothing is left out: the embedded one has it all', () => {
  expect(read('--engine', 'both')).toMatchObject({ only: parts, leftOut: [] });
});
test('given --help, then no options', () => {
  expect(read('--help')).toBeUndefined();
});
test('given a figure of the distributed engine, then its note says on what; beside the other engine its name does too', () => {
  const figure = { name: 'page.p99_ms', value: 1, unit: 'ms', note: 'worst: /' };
  expect(told([figure], 'distributed', '')).toEqual([{ ...figure, note: 'worst: /; distributed' }]);
  expect(told([figure], 'distributed', 'distributed.')).toMatchObject([{ name: 'distributed.page.p99_ms' }]);
  expect(told([figure], '', '')).toEqual([figure]);
});
