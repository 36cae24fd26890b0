import { isLegalDate, type Instant, type LegalDate } from './dates.ts';
import { dateFormat } from './formats.ts';

const narrowSpace = '\u202f';

/** A date as a French reader types it (31/12/2022, 12/2022, 2022, 2022-12-31), or undefined. */
export function parseFrenchDate(typed: string): LegalDate | undefined {
  const text = typed.trim();
  const found = /^(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$/.exec(text);
  const iso = found ? [found[3], found[2]?.padStart(2, '0'), found[1]?.padStart(2, '0')].filter(Boolean).join('-') : text;
  return isLegalDate(iso) ? iso : undefined;
}

/** 31/12/2022, 12/2022 or 2022, as far as the date is known. */
export const frenchDate = (date: LegalDate): string => date.split('-').reverse().join('/');

/** « 12/03/2022 à 14:05 » in the given time zone. */
export function frenchInstant(moment: Instant, timeZone: string): string {
  const format = dateFormat('fr-FR', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(new Date(moment)).replace(' ', ' à ');
}

/** A number as a French reader types or pastes it (12,5 or 1 234, whichever space), or undefined. Never a date, never hexadecimal. */
export function parseFrenchNumber(typed: string): number | undefined {
  const text = typed.trim().replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(?:\D|$))/g, '').replace(/−/, '-');
  return /^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

/** 12 345,6 with narrow no-break spaces; as many decimals as asked (0 unless told). */
export function frenchNumber(value: number, decimals = 0): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, narrowSpace);
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : '';
  return sign + grouped + (fraction ? `,${fraction}` : '');
}

/** The words that go with a count: French takes zero and one as singular. */
export const agreed = (count: number, one: string, many: string): string => (Math.abs(count) < 2 ? one : many);

/** « 1 jour », « 12 jours ». */
export const plural = (count: number, one: string, many = `${one}s`): string => `${frenchNumber(count)} ${agreed(count, one, many)}`;
