import { fold, looksLikeNir, parseFrenchNumber } from '@cpom/kernel';
import type { Unit } from '../catalogue/definition.ts';
import { empty, missing, notApplicable, number, type Value } from '../submission/value.ts';

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['', empty], ['nr', missing], ['non renseigne', missing], ['so', notApplicable], ['sans objet', notApplicable], ['na', notApplicable],
]);
const answers: ReadonlyMap<string, Value> = new Map([['oui', number(1)], ['non', number(0)]]);

/** Why a text is no value, fit for the one who pasted it. Never repeats what might be a person's number. */
export type Unread = { readonly error: string };

/** Reads a cell as a French reader types it: 12,5 · 1 234 · n.r. · s.o. · oui. */
export function readCell(typed: string, unit: Unit): Value | Unread {
  if (looksLikeNir(typed)) return { error: "Cette case semble contenir un numéro de sécurité sociale : elle n'est pas lue." };
  const text = typed.trim();
  const word = words.get(fold(text).replace(/[./]/g, ''));
  if (word) return word;
  if (unit === 'narrative') return { kind: 'narrative', texts: { '': text } };
  const answer = unit === 'boolean' ? answers.get(fold(text)) : undefined;
  if (answer) return answer;
  const found = parseFrenchNumber(text.replace(/\s*%$/, ''));
  return found === undefined ? { error: `« ${text.slice(0, 40)} » n'est pas un nombre : écrivez 1 234 ou 12,5, « n.r. » (non renseigné) ou « s.o. » (sans objet).` } : number(found);
}

export const isUnread = (read: Value | Unread): read is Unread => 'error' in read;
