import { luhn } from '@cpom/kernel';

/** A SIREN with a right key that we made up: `99` is given to nobody that we know of. The demonstration says that it is fictitious. */
export function fictitiousSiren(index: number): string {
  const body = `99${String(index).padStart(6, '0')}`;
  for (let key = 0; key < 10; key += 1) if (luhn(`${body}${key}`)) return `${body}${key}`;
  throw new Error('Luhn always has a key');
}
