import { tokens } from '@cpom/kernel';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Query, Scalar } from '../ports/views.ts';
import { freshView, row, type ViewsUnderTest } from './views-given.ts';

type Fields = Readonly<Record<string, Scalar>>;

const indexes = ['x', 'y'];
const word = fc.constantFrom('', 'é', 'e', 'Eau', 'eaux', 'zoo', '10', '9', '\u{1F600}', '\uFFFD', 'a b', "'", '\u0000');
const number = fc.constantFrom(0, 1, -1, 1.5, 9, 10, 2 ** 53, 1e21, -0);
const value: fc.Arbitrary<Scalar> = fc.oneof(word, number, fc.boolean(), fc.constant(null));
const fields: fc.Arbitrary<Fields> = fc.record({ x: value, y: value, text: word }, { requiredKeys: [] });
const rows = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'é', 'k1', 'k10', 'k2', ' ', "'"), fc.option(fields), { noNullPrototype: true });
const wanted = fc.oneof(value, fc.array(value, { maxLength: 4 }));
const query: fc.Arbitrary<Query> = fc.record(
  {
    where: fc.record({ x: wanted, y: wanted }, { requiredKeys: [] }),
    range: fc.record({ min: value, max: value }, { requiredKeys: [] }),
    contains: fc.constantFrom('e', 'EA', 'eau', 'a b', '', '1', 'zoo e'),
    sort: fc.record({ by: fc.constantFrom('x', 'y', 'key'), descending: fc.boolean() }),
    offset: fc.nat(4),
    limit: fc.nat(6),
  },
  { requiredKeys: [] },
);

const kinds = ['number', 'string', 'boolean'];
const kindOf = (one: Scalar): number => (one === null ? -1 : kinds.indexOf(typeof one));
function compare(one: Scalar, other: Scalar): number {
  if (kindOf(one) !== kindOf(other)) return kindOf(one) - kindOf(other);
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(String(other)));
  return Number(one) - Number(other);
}

/** What a query means, said in the plainest way over rows in memory. */
function naive(held: ReadonlyMap<string, Fields>, { where = {}, range = {}, contains = '', sort, offset = 0, limit }: Query): string[] {
  const by = sort?.by ?? 'key';
  const at = (key: string, field: string): Scalar => (field === 'key' ? key : held.get(key)?.[field] ?? null);
  const within = (found: Scalar, bound: Scalar | undefined, sign: number): boolean =>
    bound === undefined || (kindOf(found) === kindOf(bound) && compare(found, bound) * sign >= 0);
  const says = (key: string): boolean => {
    const words = tokens(String(held.get(key)?.['text'] ?? ''));
    return tokens(contains).every((start) => words.some((one) => one.startsWith(start)));
  };
  const matches = (key: string): boolean =>
    Object.entries(where).every(([field, asked]) => [asked].flat().some((one) => compare(at(key, field), one) === 0)) &&
    within(at(key, by), range.min, 1) && within(at(key, by), range.max, -1) && says(key);
  const found = [...held.keys()].filter(matches).sort((one, other) =>
    compare(at(one, by), at(other, by)) * (sort?.descending ? -1 : 1) || compare(one, other));
  return found.slice(offset, limit === undefined ? undefined : offset + limit);
}

export function agreeing(given: () => ViewsUnderTest, runs: number): void {
  test('whatever the rows and the query, list and count are what a plain filter gives', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(query, { minLength: 5, maxLength: 12 }), async (docs, queries) => {
        const { views } = given();
        const view = freshView(indexes, ['text']);
        await views.define(view);
        await views.putAll(view, Object.entries(docs).map(([key, doc]) => row(key, doc)));
        const held = new Map(Object.entries(docs).filter((entry): entry is [string, Fields] => entry[1] !== null));
        for (const one of queries) {
          expect((await views.list(view, one)).map(({ key }) => key)).toEqual(naive(held, one));
          const { offset: _offset, limit: _limit, ...whole } = one;
          expect(await views.count(view, one)).toBe(naive(held, whole).length);
        }
        await views.drop(view);
      }),
      { numRuns: runs },
    );
  });
}
