import { expect, test } from '@jest/globals';
import type { Bus, Commit, GroupLag, Journal, State } from '@cpom/platform';
import { hearing, untilStill, type Storages } from './still.ts';

const heard = (lag: number): GroupLag[] => Object.entries(hearing.region).flatMap(([service, topics]) => topics.map((topic) => ({ group: `${service}.x.v1`, topic, lag })));

/** The directory has spoken three times. Its relay's place and the groups are as they are at each look. */
function world(at: { place?(look: number): number; lags(look: number): readonly GroupLag[] }): { readonly storages: Storages; looks(): number } {
  let looks = 0;
  const said = [{ position: 3, hash: '', messages: [{ topic: 'directory', audience: 'instance' }] }] as unknown as readonly Commit[];
  const journal = {
    head: () => Promise.resolve({ epoch: 'e', position: 3, hash: '' }),
    after: (cursor: unknown) => Promise.resolve(cursor === undefined ? said : []),
  } as Partial<Journal> as Journal;
  const list = (): Promise<readonly object[]> => { looks += 1; return Promise.resolve([{ key: 'cursor:relay', value: { position: at.place?.(looks) ?? 3 }, revision: 1 }]); };
  const storage = { journal, state: { list } as unknown as State, bus: { lags: () => Promise.resolve(at.lags(looks)) } as Partial<Bus> as Bus };
  return { storages: new Map([['directory', storage]]), looks: () => looks };
}

/** How many times it looks when all is well from the first on: the first look compares with nothing. */
const fewest = 4;
/** What is behind at first, and is not from this look on. */
const mendedAt = 9;

async function looksAt(at: Parameters<typeof world>[0]): Promise<number> {
  const { storages, looks } = world(at);
  await untilStill('region', storages);
  return looks();
}

test('given nothing behind, then it looks a few times more and no longer', async () => {
  expect(await looksAt({ lags: () => heard(0) })).toBe(fewest);
});

test('given a relay that is behind its journal, then it waits for it', async () => {
  expect(await looksAt({ place: (look) => (look < mendedAt ? 2 : 3), lags: () => heard(0) })).toBeGreaterThanOrEqual(mendedAt + fewest - 1);
});

test('given a group that has not handled all, then it waits for it', async () => {
  expect(await looksAt({ lags: (look) => heard(look < mendedAt ? 2 : 0) })).toBeGreaterThanOrEqual(mendedAt + fewest - 2);
});

test('given a group that has not begun, and so is in no list, when its topic was spoken on, then it waits for it', async () => {
  const lags = (look: number): readonly GroupLag[] => heard(0).filter(({ group }) => look >= mendedAt || !group.startsWith('contracts.'));
  expect(await looksAt({ lags })).toBeGreaterThanOrEqual(mendedAt + fewest - 2);
});

test('given a group that has not begun on a topic that nobody has spoken on, then it does not wait for it', async () => {
  expect(await looksAt({ lags: () => heard(0).filter(({ topic }) => topic === 'directory') })).toBe(fewest);
});
