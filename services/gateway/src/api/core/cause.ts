import type { Asked } from '../../site/asked.ts';

const keyShape = /^[\w-]{16,80}$/;

/** The field by which a caller names its request, so that a repeat changes nothing. */
export const keyField = '_cause';

export const keyDescription = 'Nom que vous donnez à cet envoi (par exemple un UUID) : le même envoi répété avec le même nom ne change rien et rend la même réponse. Absent, chaque envoi compte.';

export const keySchema = { type: 'string', pattern: keyShape.source, description: keyDescription } as const;

/** A name is right, or is absent; a wrong one is not passed over in silence. */
export const isKey = (value: unknown): value is string => typeof value === 'string' && keyShape.test(value);

/** The JSON body without the request's name. */
export function withoutKey(body: Asked['body']): { readonly key: unknown; readonly rest: unknown } {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !(keyField in body)) return { key: undefined, rest: body };
  const { [keyField]: key, ...rest } = body;
  return { key, rest };
}
