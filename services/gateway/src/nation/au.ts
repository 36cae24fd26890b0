import { parseFrenchDate, isDay, type Day } from '@cpom/kernel';
import { z } from 'zod';
import { dateField, filters, withQuery, type Html, type PageModel } from '../ui/index.ts';
import type { Asked } from '../site/asked.ts';
import type { NationVisit } from './calls.ts';

/** The `au` of an address: typed by a reader (31/12/2021) or made by a link (2021-12-31). */
export const auField = { au: z.string().max(10).optional() };

/** The day that a page shows: today unless another was asked for. */
export interface ShownDay {
  readonly on: Day;
  /** What links must keep: nothing for today. */
  readonly au: string | undefined;
  readonly typed: string;
  readonly error: string | undefined;
  readonly atDate: PageModel['atDate'];
}

/** Reads the day; what is not one is told beside the field, and today is shown. */
export function shownDay({ today }: Pick<NationVisit, 'today'>, { address }: Pick<Asked, 'address'>, typed = ''): ShownDay {
  const read = parseFrenchDate(typed);
  if (read === undefined || !isDay(read) || read === today) {
    const wrong = typed !== '' && read !== today;
    return { on: today, au: undefined, typed, error: wrong ? 'Écrivez une date complète : 31/12/2021.' : undefined, atDate: undefined };
  }
  return { on: read, au: read, typed, error: undefined, atDate: { day: read, presentHref: withQuery(address, { au: undefined, page: undefined }) } };
}

export const auInput = ({ on, au, typed, error }: ShownDay): Html =>
  dateField({ name: 'au', label: 'Situation au', optional: true, hint: 'Au format 31/12/2021 ; aujourd’hui si rien n’est saisi', value: error === undefined ? (au === undefined ? '' : on.split('-').reverse().join('/')) : typed, error });

/** The date picker of a page that has no other filter. */
export const auForm = (action: string, shown: ShownDay): Html => filters({ action, fields: [auInput(shown)], active: shown.au !== undefined });

/** An address that keeps the day, with a query of its own. */
export const link = (path: string, { au }: Pick<ShownDay, 'au'>, query: Readonly<Record<string, string>> = {}): string => withQuery({ path, query: { ...query, au } });
