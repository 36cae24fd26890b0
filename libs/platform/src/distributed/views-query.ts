import type { mongo } from 'mongoose';
import type { Scalar } from '../ports/views.ts';
import type { CheckedQuery } from '../queries.ts';
import type { RowDoc, Table } from './views-collection.ts';

type Condition = mongo.Filter<RowDoc>;

// After every text that starts with the word comes the word followed by the last code point, which is no character.
const lastCodePoint = '\u{10FFFF}';

// Every value stands behind an operator of ours; checked queries hold scalars only. A bound meets values of its own kind, as the database compares.
const equality = (column: string, values: readonly Scalar[]): Condition => ({ [column]: { $in: [...values] } });

const bounds = (column: string, { min, max }: CheckedQuery['range']): Condition[] => [
  ...(min === undefined ? [] : [{ [column]: { $gte: min } }]),
  ...(max === undefined ? [] : [{ [column]: { $lte: max } }]),
];

const beginning = (word: string): Condition => ({ words: { $elemMatch: { $gte: word, $lt: word + lastCodePoint } } });

/** The live rows that match. Keys are texts: the one document whose key is a number is no row (views-write.ts). */
export function matching(table: Table, { where, range, words, sort }: CheckedQuery): mongo.Filter<RowDoc> {
  const equalities = where.map(({ field, oneOf }) => equality(table.column(field), oneOf));
  return { $and: [{ live: true }, { _id: { $gte: '' } }, ...equalities, ...bounds(table.column(sort.by), range), ...words.map(beginning)] };
}

/** The order, ties broken by key. */
export function ordering(table: Table, { sort }: CheckedQuery): mongo.Sort {
  const column = table.column(sort.by);
  const direction = sort.descending ? -1 : 1;
  return column === '_id' ? { _id: direction } : { [column]: direction, _id: 1 };
}
