import { daysBetween, frenchDate, frenchInstant, frenchNumber, plural } from '@cpom/kernel';
import type { Day, Instant, LegalDate } from '@cpom/kernel';

/** A value as the field knows it: a number, or one of three ways of having none. Zero is a number. */
export type Value =
  | { readonly kind: 'number'; readonly value: number; readonly decimals?: number }
  | { readonly kind: 'missing'; readonly reason?: string }
  | { readonly kind: 'notApplicable'; readonly reason?: string }
  | { readonly kind: 'masked'; readonly reason?: string };

export const number = (value: number, decimals = 0): Value => ({ kind: 'number', value, decimals });
export const missing: Value = { kind: 'missing' };
export const notApplicable: Value = { kind: 'notApplicable' };
export const masked: Value = { kind: 'masked' };

const marks = { missing: 'n.r.', notApplicable: 's.o.', masked: 'secret' } as const;

/** The value as a text: 12 345,6 or n.r., s.o., secret. */
export const valueText = (value: Value): string =>
  value.kind === 'number' ? frenchNumber(value.value, value.decimals) : marks[value.kind];

/** « 64 % », with a narrow space. */
export const percent = (share: number, decimals = 0): string => `${frenchNumber(share * 100, decimals)}\u202f%`;

/** The share as a percentage, or « s.o. » when there is nothing to divide by. */
export const share = (part: number, whole: number): string => (whole === 0 ? 's.o.' : percent(part / whole));

export const shortDate = (date: LegalDate): string => frenchDate(date);
export const moment = (at: Instant, timeZone: string): string => frenchInstant(at, timeZone);

/** « à 14:32 » → 14:32 in the instance's time zone. */
export const clock = (at: Instant, timeZone: string): string =>
  new Intl.DateTimeFormat('fr-FR', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(at));

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in words: « à l'instant », « il y a 3 jours ». A moment to come counts as now. */
export function ago(at: Instant, now: Instant): string {
  const elapsed = Date.parse(now) - Date.parse(at);
  if (elapsed < minute) return "à l'instant";
  if (elapsed < hour) return `il y a ${plural(Math.floor(elapsed / minute), 'minute')}`;
  if (elapsed < day) return `il y a ${plural(Math.floor(elapsed / hour), 'heure')}`;
  if (elapsed < 60 * day) return `il y a ${plural(Math.floor(elapsed / day), 'jour')}`;
  return `il y a ${plural(Math.floor(elapsed / (30 * day)), 'mois', 'mois')}`;
}

/** A date to come or gone, counted from today: « dans 12 jours », « aujourd'hui », « depuis 3 jours ». */
export function inDays(date: Day, today: Day): string {
  const days = daysBetween(today, date);
  if (days === 0) return "aujourd'hui";
  return days > 0 ? `dans ${plural(days, 'jour')}` : `depuis ${plural(-days, 'jour')}`;
}

/** A name with its « de »: d'Île-de-France, du Grand Est, des Pays de la Loire, de Corse. */
export function ofRegion(name: string): string {
  if (/^(Pays|Hauts)/.test(name)) return `des ${name}`;
  if (/^(Grand|Centre)/.test(name)) return `du ${name}`;
  return /^[aeiouyéèêîâôh]/i.test(name) ? `d'${name}` : `de ${name}`;
}
