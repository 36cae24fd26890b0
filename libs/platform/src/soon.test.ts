import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { soon } from './soon.ts';

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

const nothingToTell = (fault: unknown): void => { throw fault; };

test('given work asked for many times, when the time has come, then it is done once, and again when it is asked for later', async () => {
  let done = 0;
  const work = soon(() => { done += 1; return Promise.resolve(); }, 200, nothingToTell);
  for (let times = 0; times < 5; times += 1) work.ask();
  await jest.advanceTimersByTimeAsync(199);
  expect(done).toBe(0);
  await jest.advanceTimersByTimeAsync(1);
  expect(done).toBe(1);
  work.ask();
  await jest.advanceTimersByTimeAsync(200);
  expect(done).toBe(2);
});

test('given work under way, when it is wanted at once, then it begins after the one under way, and what was asked for is done with it', async () => {
  const [begun, ends] = [[] as number[], [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()]];
  const work = soon(async () => { begun.push(begun.length); await ends[begun.length - 1]?.promise; }, 200, nothingToTell);
  const first = work.now();
  work.ask();
  const second = work.now();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(begun).toEqual([0]);
  ends[0]?.resolve(undefined);
  ends[1]?.resolve(undefined);
  await Promise.all([first, second]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(begun).toEqual([0, 1]);
});

test('given work that fails, when nobody waits, then it is told; when somebody waits, then they are; the next one is tried all the same', async () => {
  let fails = true;
  const told: unknown[] = [];
  const work = soon(() => (fails ? Promise.reject(new Error('no room')) : Promise.resolve()), 200, (fault) => { told.push(fault); });
  work.ask();
  await jest.advanceTimersByTimeAsync(200);
  expect(told).toEqual([new Error('no room')]);
  await expect(work.now()).rejects.toThrow('no room');
  fails = false;
  await expect(work.now()).resolves.toBeUndefined();
  expect(told).toHaveLength(1);
});

test('given work asked for, when it is cancelled, then it is not done', async () => {
  let done = 0;
  const work = soon(() => { done += 1; return Promise.resolve(); }, 200, nothingToTell);
  work.ask();
  await work.cancel();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(done).toBe(0);
});
