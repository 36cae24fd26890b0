import { addDays, dayAt, instant, type Day, type Instant } from '@cpom/kernel';
import type { Clock } from '@cpom/platform';

/** A clock that moves only when told. */
export interface TestClock extends Clock {
  set(moment: string): void;
  advanceDays(days: number): void;
}

/** Starts at the given moment (ISO 8601) in Paris. Each reading is a millisecond later, so that two facts never share a moment. */
export function testClock(start = '2026-03-02T08:00:00.000Z', timeZone = 'Europe/Paris'): TestClock {
  let moment = Date.parse(start);
  const read = (): Instant => instant(new Date((moment += 1)));
  return {
    now: read,
    today: (): Day => dayAt(instant(new Date(moment)), timeZone),
    set: (to) => { moment = Date.parse(to); },
    advanceDays: (days) => {
      const on = instant(new Date(moment));
      moment = Date.parse(`${addDays(on.slice(0, 10) as Day, days)}${on.slice(10)}`);
    },
  };
}
