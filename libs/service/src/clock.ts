import { dayAt, instant, type Day } from '@cpom/kernel';
import type { Clock } from '@cpom/platform';

/** Every time zone differs from the others by whole quarters of an hour: within one, the date does not change. */
const quarterHour = 15 * 60_000;

/** The machine's clock, read in a time zone. */
export function systemClock(timeZone: string): Clock {
  let known: { readonly quarter: number; readonly day: Day } | undefined;
  return {
    now: () => instant(new Date()),
    today: () => {
      const quarter = Math.floor(Date.now() / quarterHour);
      if (known?.quarter !== quarter) known = { quarter, day: dayAt(instant(new Date(quarter * quarterHour)), timeZone) };
      return known.day;
    },
  };
}
