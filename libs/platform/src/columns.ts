import { tokens } from '@cpom/kernel';
import { viewName, type Doc, type Scalar, type ViewSpec } from './ports/views.ts';

/** The name under which a view is kept. Nothing but these characters ever becomes part of a table's or a collection's name. */
export function checkedName(view: ViewSpec): string {
  const name = viewName(view);
  if (!/^[a-z][a-z0-9-]{0,60}\.v[1-9][0-9]{0,5}$/.test(name)) throw new Error(`${name} cannot be the name of a view`);
  return name;
}

/** A declaration as it is stored: equal texts are equal declarations. */
export const canonical = ({ name, version, indexes, search = [] }: ViewSpec): string => JSON.stringify({ name, version, indexes, search });

/** Fails when the view cannot be declared so, beside what is stored under its name. */
export function checkDeclaration(view: ViewSpec, stored: string | undefined): void {
  const name = checkedName(view);
  if (stored !== undefined && stored !== canonical(view)) throw new Error(`${name} is declared otherwise: raise its version`);
  if (view.indexes.includes('key')) throw new Error(`${name}: key is always sortable and cannot be an index`);
}

/** Says whether a value can be compared. Columns compare null < numbers < texts < booleans, and texts by code point. */
export function isScalar(value: unknown): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** The value of an index in a document: absent is null. What cannot be compared is a fault of the view's `apply`. */
export function columnOf(doc: Doc, field: string): Scalar {
  const value = doc[field] ?? null;
  if (!isScalar(value)) throw new TypeError(`the index ${field} holds what cannot be compared`);
  return value;
}

/** The folded words of the searched fields, each once. */
export function searchedIn(view: ViewSpec, doc: Doc): string[] {
  const texts = (view.search ?? []).map((field) => doc[field]).filter((value) => typeof value === 'string');
  return tokens(texts.join(' '));
}
