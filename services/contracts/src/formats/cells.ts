import { fold, parseFrenchDate } from '@cpom/kernel';
import { failing, type Reading } from './reading.ts';

/** The parts of a cell that lists: separated by points-virgules, bars or line ends. */
export const listIn = (cell: string): string[] => cell.split(/[;|\n]/).map((part) => part.trim()).filter((part) => part !== '');

/** « oui », « non » or nothing. */
export function yesIn(cell: string): Reading<boolean> {
  const said = fold(cell.trim());
  if (['', 'non', 'n', 'faux', '0'].includes(said)) return { value: false };
  return ['oui', 'o', 'vrai', 'x', '1'].includes(said) ? { value: true } : failing(`« ${cell} » : écrivez oui ou non.`);
}

/** A date, or nothing. */
export function dateIn(cell: string): Reading<string> {
  if (cell.trim() === '') return { value: '' };
  const date = parseFrenchDate(cell);
  return date === undefined ? failing(`« ${cell.trim()} » n'est pas une date : écrivez 31/12/2022, 12/2022 ou 2022.`) : { value: date };
}

/** One of some French words, without accents or case. */
export function wordIn(cell: string, words: Readonly<Record<string, string>>): Reading<string> {
  const code = new Map(Object.entries(words)).get(fold(cell.trim()));
  return code === undefined ? failing(`« ${cell.trim()} » : écrivez ${Object.keys(words).join(', ')}.`) : { value: code };
}

/** « carsat-cvl 10/02/2022 Directrice »: who, when if a date stands there, and the rest. */
export function entryIn(part: string): { readonly who: string; readonly date: string; readonly rest: string } {
  const [who = '', second = '', ...others] = part.split(/\s+/);
  const date = parseFrenchDate(second);
  return { who, date: date ?? '', rest: [...(date === undefined ? [second] : []), ...others].join(' ').trim() };
}
