import { expect, test } from '@jest/globals';
import { cursorOf } from '../ports/index.ts';
import { append, event, filled, follow, item, readAll, type JournalUnderTest } from './journal-given.ts';

const diverged = { name: 'Refusal', code: 'diverged' };

export function reading(given: () => JournalUnderTest): void {
  test('an empty journal has a cursor at the beginning, and nothing after it', async () => {
    const { journal } = given();
    const head = await journal.head();
    expect(head).toMatchObject({ position: 0, hash: '' });
    expect(head.epoch).not.toBe('');
    expect(await journal.after(head, 10)).toEqual([]);
    expect(await readAll(journal, 'contract-1')).toEqual([]);
  });

  test('a cursor inside a group of commits goes on where it stood', async () => {
    const { journal } = given();
    const commits = await filled(journal, 5);
    const { epoch } = await journal.head();
    for (const commit of commits) expect(await journal.after(cursorOf(epoch, commit), 9)).toEqual(commits.slice(commit.position));
    expect(await journal.after(undefined, 2)).toEqual(commits.slice(0, 2));
    expect(await journal.after(undefined, 0)).toEqual([]);
  });

  test('a long stream is read whole and in order', async () => {
    const { journal } = given();
    const items = Array.from({ length: 250 }, (_, index) => item('contract-1', index * 2, `c${index}`, { events: [event('A'), event('B')] }));
    await journal.appendAll([...items, item('contract-2', 0, 'other')]);
    const facts = await readAll(journal, 'contract-1');
    expect(facts.map(({ version }) => version)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
    expect(await follow(journal, 1000)).toHaveLength(251);
  });

  test('a cursor of another history is refused', async () => {
    const { journal } = given();
    const [first, second] = await filled(journal, 2);
    const head = await journal.head();
    const beyond = { ...head, position: 3 };
    const otherHash = { ...head, hash: first?.hash ?? '' };
    const otherEpoch = { ...head, epoch: 'another' };
    const hashAtStart = { ...head, position: 0 };
    for (const cursor of [beyond, otherHash, otherEpoch, hashAtStart, { ...head, position: -1, hash: '' }]) {
      await expect(journal.after(cursor, 10)).rejects.toMatchObject(diverged);
    }
    expect(head).toMatchObject({ position: 2, hash: second?.hash });
  });

  test('a new epoch refuses every cursor given before, and keeps the commits', async () => {
    const { journal, reopen } = given();
    const start = await journal.head();
    const commits = await filled(journal, 3);
    const before = await journal.head();
    const now = await journal.newEpoch();
    expect(now).toEqual({ ...before, epoch: now.epoch });
    expect(now.epoch).not.toBe(before.epoch);
    for (const cursor of [start, before]) await expect(journal.after(cursor, 10)).rejects.toMatchObject(diverged);
    const again = await reopen();
    expect(await again.head()).toEqual(now);
    expect(await again.after(undefined, 10)).toEqual(commits);
  });

  test('a journal restored from an old copy is noticed, before and after it goes on writing', async () => {
    const { journal, backup } = given();
    await filled(journal, 3);
    const restore = await backup();
    await append(journal, item('contract-1', 1, 'lost'));
    const follower = await journal.head();
    const restored = await restore();
    await expect(restored.after(follower, 10)).rejects.toMatchObject(diverged);
    await restored.newEpoch();
    await append(restored, item('contract-1', 1, 'instead'));
    await expect(restored.after(follower, 10)).rejects.toMatchObject(diverged);
    expect((await follow(restored, 10)).map(({ cause }) => cause)).toEqual(['c1', 'c2', 'c3', 'instead']);
    expect((await restored.verify(follower)).faults).toMatchObject([{ position: 4 }]);
    expect((await restored.verify()).faults).toEqual([]);
  });
}
