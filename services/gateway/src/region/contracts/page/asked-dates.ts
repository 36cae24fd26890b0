import { isDay, parseFrenchDate, type Day } from '@cpom/kernel';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { atDateOf } from '../../../site/frame.ts';
import { filters, html, textField, type Html, type PageModel } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { dateOr } from '../about.ts';

/** The two dates of a reading: what held in law on a day, as it was known on a day. */
export interface AskedDates {
  readonly on: Day;
  readonly knownOn: Day | undefined;
  /** As typed, when it is no date. */
  readonly wrong: { readonly au?: string; readonly connu?: string };
  /** True when the page shows something else than the present. */
  readonly past: boolean;
  readonly atDate?: NonNullable<PageModel['atDate']>;
}

const dayOf = (typed: string | undefined): Day | undefined => {
  const date = typed === undefined ? undefined : parseFrenchDate(typed);
  return date !== undefined && isDay(date) ? date : undefined;
};

/** Reads `au` and `connu`; what is no full date is told beside its field and counts as not asked. */
export function readDates(visit: RegionVisit, asked: Asked): AskedDates {
  const { au, connu } = asked.query({ au: z.string().max(20).optional(), connu: z.string().max(20).optional() });
  const [day, knownOn] = [dayOf(au), dayOf(connu)];
  const { on, atDate } = atDateOf(asked, day, visit.today, knownOn);
  const wrong = { ...(au !== undefined && !day ? { au } : {}), ...(connu !== undefined && !knownOn ? { connu } : {}) };
  return { on, knownOn, wrong, past: atDate !== undefined, ...(atDate ? { atDate } : {}) };
}

const message = (typed: string | undefined): string | undefined => (typed === undefined ? undefined : 'Écrivez la date ainsi : 31/12/2021.');

/** Lets one look at another day, or at what was known on another day. */
export const datesForm = (action: string, { on, knownOn, wrong, past }: AskedDates, today: Day): Html => html`<div class="app-no-print">${filters({
  action, active: past,
  fields: [
    textField({ name: 'au', label: 'Situation au', inputmode: 'numeric', value: wrong.au ?? (on === today ? '' : dateOr(on)), error: message(wrong.au) }),
    textField({ name: 'connu', label: 'Telle que connue le', inputmode: 'numeric', value: wrong.connu ?? (knownOn ? dateOr(knownOn) : ''), error: message(wrong.connu) }),
  ],
})}</div>`;
