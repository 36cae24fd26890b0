import fc from 'fast-check';
import type { StreamHead } from '@cpom/platform';
import { heardBeyond } from './beyond.ts';

const head = (stream: string, version: number, payloadSha256 = `${stream} ${version}`): StreamHead => ({ stream, version, payloadSha256 });
/** A history is its streams, each with its length. */
const history = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 5 }));
const headsOf = (lengths: Readonly<Record<string, number>>): StreamHead[] => Object.entries(lengths).map(([stream, length]) => head(stream, length));

test('a peer that went on while it was compared is of the same history', () => {
  fc.assert(fc.property(history, history, (known, more) => {
    const there = { ...more, ...Object.fromEntries(Object.entries(known).map(([stream, length]) => [stream, length + (more[stream] ?? 0)])) };
    expect(heardBeyond(headsOf(known), headsOf(there))).toEqual([]);
  }));
});

test.each([
  ['that the peer has not', []],
  ['that ends earlier there', [head('a', 2)]],
  ['that says something else there', [head('a', 3, 'other')]],
])('what was heard of a stream %s is of another history', (_case, there) => {
  expect(heardBeyond([head('a', 3), head('b', 1)], [...there, head('b', 1)])).toEqual([head('a', 3)]);
});
