import { addDays, addMonths, type Day } from '@cpom/kernel';

/** Days told from the day of loading: `months(-14)` is fourteen months before it. */
export interface Around {
  readonly today: Day;
  days(count: number): Day;
  months(count: number): Day;
}

export const around = (today: Day): Around => ({ today, days: (count) => addDays(today, count), months: (count) => addMonths(today, count) });

/** The year that the open campaigns ask about: it has begun at least six months ago. */
export const campaignYear = ({ months }: Around): number => Number(months(-6).slice(0, 4));
