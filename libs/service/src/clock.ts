import { dayAt, instant } from '@cpom/kernel';
import type { Clock } from '@cpom/platform';

/** The machine's clock, read in a time zone. */
export const systemClock = (timeZone: string): Clock => ({
  now: () => instant(new Date()),
  today: () => dayAt(instant(new Date()), timeZone),
});
