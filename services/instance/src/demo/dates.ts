import { addDays, addMonths, type Day } from '@cpom/kernel';

/** Days told from the day of loading: `months(-14)` is fourteen months before it. */
export interface Around {
  readonly today: Day;
  days(count: number): Day;
  months(count: number): Day;
}

export const around = (today: Day): Around => ({ today, days: (count) => addDays(today, count), months: (count) => addMonths(today, count) });

/** The year that the open campaigns ask about: the last one that is over. */
export const campaignYear = ({ today }: Around): number => Number(today.slice(0, 4)) - 1;
