import { invalidField, tokens } from '@cpom/kernel';
import { isScalar } from './columns.ts';
import type { Query, Scalar, ViewSpec } from './ports/views.ts';

/** A query whose every part was looked at: declared fields, scalars, whole numbers. What an adapter translates. */
export interface CheckedQuery {
  /** Each of these fields holds one of its values. */
  readonly where: readonly { readonly field: string; readonly oneOf: readonly Scalar[] }[];
  /** On the field sorted by; a bound meets values of its own kind only, both bounds included. */
  readonly range: { readonly min?: Scalar; readonly max?: Scalar };
  /** Folded: each must begin a word of the row. */
  readonly words: readonly string[];
  readonly sort: { readonly by: string; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number | undefined;
}

function declared(view: ViewSpec, field: string): string {
  if (field === 'key' || view.indexes.includes(field)) return field;
  throw invalidField(field, `« ${field} » ne peut servir ni à filtrer ni à trier cette liste.`);
}

function scalar(field: string, value: unknown): Scalar {
  if (!isScalar(value)) throw invalidField(field, `La valeur cherchée dans « ${field} » doit être un texte, un nombre, oui ou non.`);
  return value;
}

function natural(field: string, value: unknown): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw invalidField(field, `« ${field} » doit être un nombre entier positif.`);
  return Number(value);
}

function equality(view: ViewSpec, field: string, wanted: unknown): { field: string; oneOf: Scalar[] } {
  if (field === 'key') throw invalidField(field, '« key » ne peut pas servir à filtrer cette liste.');
  declared(view, field);
  const values: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  return { field, oneOf: values.map((value) => scalar(field, value)) };
}

function words(contains: unknown): string[] {
  if (contains === undefined) return [];
  if (typeof contains !== 'string') throw invalidField('contains', 'La recherche doit être un texte.');
  return tokens(contains);
}

/** Refuses `invalid` what is not declared, not a scalar, or no number: nothing else ever reaches a database. */
export function checkQuery(view: ViewSpec, { where = {}, range = {}, contains, sort, offset = 0, limit }: Query): CheckedQuery {
  const by = declared(view, sort?.by ?? 'key');
  const { min, max } = range;
  return {
    where: Object.entries(where).map(([field, wanted]) => equality(view, field, wanted)),
    range: { ...(min === undefined ? {} : { min: scalar(by, min) }), ...(max === undefined ? {} : { max: scalar(by, max) }) },
    words: words(contains),
    sort: { by, descending: sort?.descending === true },
    offset: natural('offset', offset),
    limit: limit === undefined ? undefined : natural('limit', limit),
  };
}
