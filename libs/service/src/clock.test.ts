import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { systemClock } from './clock.ts';

afterEach(() => { jest.useRealTimers(); });

describe.each([
  ['Europe/Paris', '2026-03-28T22:59:59.999Z', '2026-03-28', '2026-03-29'],
  ['Europe/Paris', '2026-10-25T22:59:59.999Z', '2026-10-25', '2026-10-26'],
  ['Indian/Reunion', '2026-03-02T19:59:59.999Z', '2026-03-02', '2026-03-03'],
  ['America/Martinique', '2026-03-03T03:59:59.999Z', '2026-03-02', '2026-03-03'],
])('the date in %s', (zone, beforeMidnight, day, nextDay) => {
  test('given the last moment of a day, when one more millisecond passes, then it is the next day', () => {
    jest.useFakeTimers({ now: Date.parse(beforeMidnight) });
    const clock = systemClock(zone);
    const before = [clock.today(), clock.today()];
    jest.setSystemTime(Date.parse(beforeMidnight) + 1);
    expect([...before, clock.today()]).toEqual([day, day, nextDay]);
  });
});
