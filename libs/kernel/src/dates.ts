import { dateFormat } from './formats.ts';
import { Refusal } from './refusal.ts';

declare const brand: unique symbol;
/** A full calendar date, `YYYY-MM-DD`, that exists. Compares as text. */
export type Day = string & { readonly [brand]: 'Day' };
/** A date as it is known: to the day, to the month (`YYYY-MM`) or to the year (`YYYY`). */
export type LegalDate = Day | (string & { readonly [brand]: 'LegalDate' });
/** A moment, ISO 8601 in UTC with milliseconds. Compares as text. */
export type Instant = string & { readonly [brand]: 'Instant' };
export type Precision = 'day' | 'month' | 'year';

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const millisecondsPerDay = 86_400_000;

const daysInMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const two = (n: number): string => String(n).padStart(2, '0');
const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** Says whether the text is a legal date that exists between 1900 and 2199. */
export function isLegalDate(text: string): text is LegalDate {
  const found = shape.exec(text);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  return year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The text as a legal date; refuses what is not one. */
export function legalDate(text: string): LegalDate {
  if (!isLegalDate(text)) throw new Refusal('invalid', `« ${text} » n'est pas une date : écrivez 31/12/2022, 12/2022 ou 2022.`);
  return text;
}

export const isDay = (text: string): text is Day => text.length === 10 && isLegalDate(text);

/** The text as a full date; refuses what is not one. */
export function day(text: string): Day {
  if (!isDay(text)) throw new Refusal('invalid', `« ${text} » n'est pas une date complète : écrivez 31/12/2022.`);
  return text;
}

export function precision(date: LegalDate): Precision {
  if (date.length === 4) return 'year';
  return date.length === 7 ? 'month' : 'day';
}

/** The first day that the date may mean. */
export function earliest(date: LegalDate): Day {
  if (precision(date) === 'year') return `${date}-01-01` as Day;
  return (precision(date) === 'month' ? `${date}-01` : date) as Day;
}

/** The last day that the date may mean. */
export function latest(date: LegalDate): Day {
  if (precision(date) === 'year') return `${date}-12-31` as Day;
  if (precision(date) === 'day') return date as Day;
  return `${date}-${two(daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7))))}` as Day;
}

export const addDays = (from: Day, days: number): Day =>
  new Date(utc(from) + days * millisecondsPerDay).toISOString().slice(0, 10) as Day;

/** Calendar months later; the 31st becomes the last day of a shorter month (art. 641 CPC counts the same way). */
export function addMonths(from: Day, months: number): Day {
  const index = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const dayOfMonth = Math.min(Number(from.slice(8, 10)), daysInMonth(year, month));
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}` as Day;
}

/** Days from one date to the other; negative when the second comes first. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / millisecondsPerDay);

/** Says whether a day falls within both bounds, included; an absent bound is open. */
export const within = (on: Day, from: LegalDate | undefined, to: LegalDate | undefined): boolean =>
  (from === undefined || earliest(from) <= on) && (to === undefined || on <= latest(to));

export const instant = (date: Date): Instant => date.toISOString() as Instant;

/** The calendar date that a clock on the wall shows at that moment in the instance's time zone. */
export const dayAt = (moment: Instant, timeZone: string): Day =>
  dateFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(moment)) as Day;
