import type { SQLInputValue } from 'node:sqlite';
import { columnOf, searchedIn } from '../columns.ts';
import type { Doc, Scalar, ViewSpec } from '../ports/views.ts';

const booleans = { true: Uint8Array.of(1), false: Uint8Array.of(0) };

/** A scalar as a column holds it: a boolean is a byte, so that true is not 1 and comes after every text, as in MongoDB. */
export function columnValue(value: Scalar): SQLInputValue {
  if (typeof value === 'boolean') return value ? booleans.true : booleans.false;
  return value;
}

/** The column of an index in a document. */
export const indexValue = (doc: Doc, field: string): SQLInputValue => columnValue(columnOf(doc, field));

/** The folded words of the searched fields, each after a space: a query's word is looked for after a space too. */
export const searchWords = (view: ViewSpec, doc: Doc): string => searchedIn(view, doc).map((word) => ` ${word}`).join('');
