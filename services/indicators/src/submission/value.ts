import { frenchNumber } from '@cpom/kernel';

/**
 * What a cell holds: four different things, and nothing yet. Zero is a number. `masked` exists only for readers,
 * never here.
 */
export type Value =
  | { readonly kind: 'empty' }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'narrative'; readonly texts: Readonly<Record<string, string>> };

export type ReadValue = Value | { readonly kind: 'masked' };

export const empty: Value = { kind: 'empty' };
export const missing: Value = { kind: 'missing' };
export const notApplicable: Value = { kind: 'not-applicable' };
export const number = (value: number): Value => ({ kind: 'number', number: value });

/** The number, or undefined for everything else. */
export const numberOf = (value: ReadValue | undefined): number | undefined => (value?.kind === 'number' ? value.number : undefined);

export function sameValue(a: Value, b: Value): boolean {
  if (a.kind === 'number' && b.kind === 'number') return a.number === b.number;
  if (a.kind !== 'narrative' || b.kind !== 'narrative') return a.kind === b.kind;
  const keys = new Set([...Object.keys(a.texts), ...Object.keys(b.texts)]);
  return [...keys].every((key) => (a.texts[key] ?? '') === (b.texts[key] ?? ''));
}

const decimalsOf = (value: number): number => Math.min(2, (String(value).split('.')[1] ?? '').length);

/** As a sentence says it: « 12 », « 3,5 », « n.r. », « s.o. ». */
export function sayValue(value: ReadValue): string {
  if (value.kind === 'number') return frenchNumber(value.number, decimalsOf(value.number));
  return { empty: 'vide', missing: 'n.r.', 'not-applicable': 's.o.', masked: 'secret', narrative: 'texte' }[value.kind];
}
