import type { SQLInputValue } from 'node:sqlite';
import type { Scalar } from '../ports/views.ts';
import type { CheckedQuery } from '../queries.ts';
import type { Table } from './views-table.ts';
import { columnValue } from './views-values.ts';

/** A piece of SQL and the values bound to its question marks. Only checked column names ever stand in the text. */
export interface Piece {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

// The list is filled up to a power of two with its last value, so that few different statements are ever prepared.
function oneOf(column: string, values: readonly Scalar[]): Piece {
  const last = values.at(-1);
  if (last === undefined) return { sql: '0', values: [] };
  if (values.length === 1) return { sql: `${column} = ?`, values: [columnValue(last)] };
  const size = 2 ** Math.ceil(Math.log2(values.length));
  const filled = [...values, ...Array<Scalar>(size - values.length).fill(last)].map(columnValue);
  return { sql: `${column} IN (${filled.map(() => '?').join(', ')})`, values: filled };
}

function equality(column: string, values: readonly Scalar[]): Piece {
  const found = oneOf(column, values.filter((value) => value !== null));
  return values.includes(null) ? { sql: `(${found.sql} OR ${column} IS NULL)`, values: found.values } : found;
}

// A bound only meets values of its own kind: numbers stop where texts begin, texts where bytes (booleans) begin.
const kindOf = (column: string, value: Scalar): string => {
  if (typeof value === 'number') return `${column} < ''`;
  return typeof value === 'string' ? `${column} >= '' AND ${column} < x''` : `${column} >= x''`;
};

function bound(column: string, operator: '>=' | '<=', value: Scalar): Piece {
  if (value === null) return { sql: `${column} IS NULL`, values: [] };
  return { sql: `${column} ${operator} ? AND ${kindOf(column, value)}`, values: [columnValue(value)] };
}

function range(column: string, { min, max }: CheckedQuery['range']): Piece[] {
  return [...(min === undefined ? [] : [bound(column, '>=', min)]), ...(max === undefined ? [] : [bound(column, '<=', max)])];
}

const word = (text: string): Piece => ({ sql: 'instr(words, ?) > 0', values: [` ${text}`] });

/** What follows WHERE: the live rows that match. */
export function matching(table: Table, query: CheckedQuery): Piece {
  const equalities = query.where.map(({ field, oneOf: values }) => equality(table.column(field), values));
  const pieces = [...equalities, ...range(table.column(query.sort.by), query.range), ...query.words.map(word)];
  return { sql: ['doc IS NOT NULL', ...pieces.map((piece) => piece.sql)].join(' AND '), values: pieces.flatMap((piece) => piece.values) };
}

/** What follows the condition: the order, ties broken by key, and the page. */
export function ordering(table: Table, { sort, offset, limit }: CheckedQuery): Piece {
  const column = table.column(sort.by);
  const order = `${column} ${sort.descending ? 'DESC' : 'ASC'}${column === 'key' ? '' : ', key ASC'}`;
  return { sql: `ORDER BY ${order} LIMIT ? OFFSET ?`, values: [limit ?? -1, offset] };
}
