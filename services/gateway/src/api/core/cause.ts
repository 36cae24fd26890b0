import { invalidField } from '@cpom/kernel';
import type { Asked } from '../../site/asked.ts';

const keyShape = /^[\w-]{16,80}$/;

/** The header by which a caller names its request, so that a repeat changes nothing. */
export const keyHeader = 'Idempotency-Key';

export const keyDescription = 'Nom que vous donnez à cet envoi (par exemple un UUID) : le même envoi répété avec le même nom ne change rien et rend la même réponse. Absent, chaque envoi compte.';

export const keyParameter = { name: keyHeader, in: 'header', required: false, description: keyDescription, schema: { type: 'string', pattern: keyShape.source } } as const;

/** The cause under which a write is recorded. A wrong name is not passed over in silence. */
export function causeOf({ header }: Pick<Asked, 'header'>, newCause: () => string): string {
  const key = header(keyHeader);
  if (key === '') return newCause();
  if (keyShape.test(key)) return key;
  throw invalidField(keyHeader, 'Le nom de l’envoi compte de 16 à 80 lettres, chiffres, tirets ou soulignés.');
}
