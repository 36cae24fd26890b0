import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { makeRest, usualPauses } from './bus-rest.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Says whether a rest is over, without waiting for it. */
async function isOver(rest: Promise<void>): Promise<boolean> {
  let over = false;
  void rest.then(() => (over = true));
  await jest.advanceTimersByTimeAsync(0);
  return over;
}

test('given a call just before the rest, the rest is over at once, and only that one', async () => {
  const rest = makeRest(usualPauses);
  rest.wake();
  expect(await isOver(rest.untilWoken())).toBe(true);
  const next = rest.untilWoken();
  expect(await isOver(next)).toBe(false);
  rest.wake();
  expect(await isOver(next)).toBe(true);
});

test('given failures in a row, pauses double from 100 ms to 5 s, and a call does not shorten them', async () => {
  const rest = makeRest(usualPauses);
  for (const [failures, pause] of [[1, 100], [2, 200], [6, 3_200], [7, 5_000], [90, 5_000]] as const) {
    const pausing = rest.afterFailure(failures);
    rest.wake();
    await jest.advanceTimersByTimeAsync(pause - 1);
    expect(await isOver(pausing)).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(await isOver(pausing)).toBe(true);
  }
});

test('given the end, the pause under way and every later rest are over, and no timer is left', async () => {
  const rest = makeRest(usualPauses);
  const pausing = rest.afterFailure(7);
  rest.end();
  for (const one of [pausing, rest.untilWoken(), rest.afterFailure(1)]) expect(await isOver(one)).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});
