import { invalidField } from '@cpom/kernel';
import type { SQLInputValue } from 'node:sqlite';
import type { Query, Scalar } from '../ports/views.ts';
import type { Table } from './views-table.ts';
import { columnValue, isScalar, searchedWords } from './views-values.ts';

/** A piece of SQL and the values bound to its question marks. Only checked column names ever stand in the text. */
export interface Piece {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

function columnOf(table: Table, field: string): string {
  const column = table.column(field);
  if (column === undefined) throw invalidField(field, `« ${field} » ne peut servir ni à filtrer ni à trier cette liste.`);
  return column;
}

function scalar(field: string, value: unknown): Scalar {
  if (!isScalar(value)) throw invalidField(field, `La valeur cherchée dans « ${field} » doit être un texte, un nombre, oui ou non.`);
  return value;
}

function natural(field: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw invalidField(field, `« ${field} » doit être un nombre entier positif.`);
  return Number(value);
}

// The list is filled up to a power of two with its last value, so that few different statements are ever prepared.
function oneOf(column: string, values: readonly Scalar[]): Piece {
  const last = values.at(-1);
  if (last === undefined) return { sql: '0', values: [] };
  const size = 2 ** Math.ceil(Math.log2(values.length));
  const filled = [...values, ...Array<Scalar>(size - values.length).fill(last)].map(columnValue);
  return { sql: `${column} IN (${filled.map(() => '?').join(', ')})`, values: filled };
}

function equality(table: Table, [field, wanted]: readonly [string, unknown]): Piece {
  if (field === 'key') throw invalidField(field, '« key » ne peut pas servir à filtrer cette liste.');
  const column = columnOf(table, field);
  if (!Array.isArray(wanted)) {
    const value = scalar(field, wanted);
    return value === null ? { sql: `${column} IS NULL`, values: [] } : { sql: `${column} = ?`, values: [columnValue(value)] };
  }
  const values = wanted.map((value) => scalar(field, value));
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

function range(table: Table, { range: wanted, sort }: Query): Piece[] {
  if (wanted === undefined) return [];
  const field = sort?.by ?? 'key';
  const column = columnOf(table, field);
  const { min, max } = wanted;
  return [
    ...(min === undefined ? [] : [bound(column, '>=', scalar(field, min))]),
    ...(max === undefined ? [] : [bound(column, '<=', scalar(field, max))]),
  ];
}

function words(contains: unknown): Piece[] {
  if (contains === undefined) return [];
  if (typeof contains !== 'string') throw invalidField('contains', 'La recherche doit être un texte.');
  return searchedWords(contains).map((word) => ({ sql: 'instr(words, ?) > 0', values: [word] }));
}

/** What follows WHERE: the live rows that match. Refuses `invalid` what is not declared or not a scalar. */
export function matching(table: Table, query: Query): Piece {
  const equalities = Object.entries(query.where ?? {}).map((entry) => equality(table, entry));
  const pieces = [...equalities, ...range(table, query), ...words(query.contains)];
  return { sql: ['doc IS NOT NULL', ...pieces.map((piece) => piece.sql)].join(' AND '), values: pieces.flatMap((piece) => piece.values) };
}

/** What follows the condition: the order, ties broken by key, and the page. */
export function ordering(table: Table, { sort, offset = 0, limit }: Query): Piece {
  const column = columnOf(table, sort?.by ?? 'key');
  const order = `${column} ${sort?.descending ? 'DESC' : 'ASC'}${column === 'key' ? '' : ', key ASC'}`;
  const rows = limit === undefined ? -1 : natural('limit', limit);
  return { sql: `ORDER BY ${order} LIMIT ? OFFSET ?`, values: [rows, natural('offset', offset)] };
}
