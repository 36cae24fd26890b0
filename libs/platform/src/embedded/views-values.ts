import { tokens } from '@cpom/kernel';
import type { SQLInputValue } from 'node:sqlite';
import type { Doc, Scalar, ViewSpec } from '../ports/views.ts';

const booleans = { true: Uint8Array.of(1), false: Uint8Array.of(0) };

export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/**
 * A scalar as a column holds it. Columns compare null < numbers < texts < booleans (kept as a byte, so that true is
 * not 1), and texts by code point: the order that MongoDB has too.
 */
export function columnValue(value: Scalar): SQLInputValue {
  if (typeof value === 'boolean') return value ? booleans.true : booleans.false;
  return value;
}

/** The column of an index in a document: absent is null. What cannot be compared is a fault of the view's `apply`. */
export function indexValue(doc: Doc, field: string): SQLInputValue {
  const value = doc[field] ?? null;
  if (!isScalar(value)) throw new TypeError(`the index ${field} holds what cannot be compared`);
  return columnValue(value);
}

/** The folded words of the searched fields, each after a space: a query's word is looked for after a space too. */
export function searchWords(view: ViewSpec, doc: Doc): string {
  const texts = (view.search ?? []).map((field) => doc[field]).filter((value) => typeof value === 'string');
  return tokens(texts.join(' ')).map((word) => ` ${word}`).join('');
}

/** What a query's words are looked for as. */
export const searchedWords = (contains: string): string[] => tokens(contains).map((word) => ` ${word}`);
