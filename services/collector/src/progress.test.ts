import { expect, test } from '@jest/globals';
import type { Instant } from '@cpom/kernel';
import type { State } from '@cpom/platform';
import { FeedBatch } from '@cpom/proto/feed/v1/feed';
import { openProgress } from './progress.ts';

/** What a killed process leaves: all that was put, and how often. */
function leftBehind() {
  const [kept, puts] = [new Map<string, unknown>(), [] as string[]];
  const state = {
    get: (key: string) => Promise.resolve(kept.has(key) ? { key, value: kept.get(key), revision: 1 } : undefined),
    put: (key: string, value: unknown) => { kept.set(key, value); puts.push(key); return Promise.resolve(true); },
  } as unknown as State;
  return { state, puts };
}

const batch = (cursor: string): FeedBatch => FeedBatch.fromPartial({ cursor: Buffer.from(cursor), atHead: true });
const at = (second: number): Instant => `2026-11-21T09:00:${String(second).padStart(2, '0')}.000Z` as Instant;

test('given a link that has moved past a batch, when its process is killed at once, then the next one resumes there: a peer restored meanwhile is noticed', async () => {
  const { state } = leftBehind();
  const before = await openProgress(state, '24');
  await before.advance(batch('first'), at(0));
  await before.advance(batch('second'), at(1));
  expect((await openProgress(state, '24')).cursor().toString()).toBe('second');
});

test('given signs of life alone, when a link hears them, then they are not written down each time', async () => {
  const { state, puts } = leftBehind();
  const progress = await openProgress(state, '24');
  await progress.advance(batch('here'), at(0));
  for (let second = 1; second < 10; second += 1) await progress.advance(batch('here'), at(second));
  expect(puts).toHaveLength(1);
  expect(progress.now().lastHeardAt).toBe(at(9));
});

test('given a peer that is read again, when the process is started again meanwhile, then it is read from its beginning', async () => {
  const { state } = leftBehind();
  const before = await openProgress(state, '24');
  await before.advance(batch('first'), at(0));
  await before.startRefill();
  const again = await openProgress(state, '24');
  expect([again.cursor().toString(), again.now().refilling, again.now().refills]).toEqual(['', true, 1]);
  await again.finishRefill(batch('whole'), at(2));
  expect((await openProgress(state, '24')).cursor().toString()).toBe('whole');
});
