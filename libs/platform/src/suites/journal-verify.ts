import { expect, test } from '@jest/globals';
import type { Verification } from '../ports/index.ts';
import { append, filled, item, readAll, tombstone, type JournalUnderTest, type Tamper } from './journal-given.ts';

const places = (found: Verification): number[] => found.faults.map(({ position }) => position);

/** Damage done to a journal of five commits, and the commits that must be named. */
const damages: readonly (readonly [string, (tamper: Tamper) => Promise<void>, readonly number[]])[] = [
  ['a flipped event', (tamper) => tamper.flipPayload(3, 'data.0'), [3]],
  ['a flipped text', (tamper) => tamper.flipPayload(1, 'text.0'), [1]],
  ['a flipped message', (tamper) => tamper.flipPayload(5, 'message.0'), [5]],
  ['a changed header', (tamper) => tamper.flipHeader(2), [2]],
  ['a dropped commit', (tamper) => tamper.drop(3), [3]],
  ['a dropped first commit', (tamper) => tamper.drop(1), [1]],
  ['a dropped event', (tamper) => tamper.dropPayload(4, 'data.0'), [4]],
  ['a dropped text', (tamper) => tamper.dropPayload(4, 'text.0'), [4]],
  ['a dropped message', (tamper) => tamper.dropPayload(2, 'message.0'), [2]],
  ['swapped commits', (tamper) => tamper.swap(2, 4), [2, 4]],
];

export function verifying(given: () => JournalUnderTest): void {
  test('an untouched journal has no fault, with and without a witness', async () => {
    const { journal, reopen } = given();
    const start = await journal.head();
    expect(await journal.verify(start)).toEqual({ head: start, commits: 0, erased: 0, faults: [] });
    await filled(journal, 5);
    const head = await journal.head();
    expect(await (await reopen()).verify(head)).toEqual({ head, commits: 5, erased: 0, faults: [] });
  });

  test.each(damages)('%s is found and named', async (_name, damage, expected) => {
    const { journal, tamper } = given();
    await filled(journal, 5);
    await damage(tamper);
    const found = await journal.verify();
    expect(places(found)).toEqual(expect.arrayContaining([...expected]));
    for (const { message } of found.faults) expect(message).toMatch(/^[A-ZÉÀ].{10,}\.$/);
  });

  test('a single damage blames no commit that is sound', async () => {
    const { journal, tamper } = given();
    await filled(journal, 5);
    await tamper.flipPayload(3, 'data.0');
    expect(places(await journal.verify())).toEqual([3]);
  });

  test('an erased payload is no fault, a damaged one beside it is', async () => {
    const { journal, tamper } = given();
    await filled(journal, 3);
    await journal.erase({ part: 'text', stream: 'contract-2', version: 1 }, tombstone);
    await tamper.flipPayload(2, 'message.0');
    expect(await journal.verify()).toMatchObject({ erased: 1, faults: [{ position: 2 }] });
  });

  test('a tail that was cut off is found by a witness, also when new commits replaced it', async () => {
    const { journal, tamper, reopen } = given();
    await filled(journal, 5);
    const witness = await journal.head();
    await tamper.cutOff(3);
    const again = await reopen();
    expect(places(await again.verify())).toEqual([]);
    expect(places(await again.verify(witness))).toEqual([4]);
    for (const cause of ['d1', 'd2', 'd3']) await append(again, item(`review-${cause}`, 0, cause));
    expect(places(await again.verify())).toEqual([]);
    expect(places(await again.verify(witness))).toEqual([5]);
  });

  test('a witness of a former epoch still vouches for what was there', async () => {
    const { journal } = given();
    await filled(journal, 2);
    const witness = await journal.head();
    await journal.newEpoch();
    await append(journal, item('review-1', 0, 'd1'));
    expect((await journal.verify(witness)).faults).toEqual([]);
    expect(places(await journal.verify({ ...witness, epoch: 'unknown' }))).toEqual([2]);
  });

  test('a hole is a fault for readers too: it is never stepped over', async () => {
    const { journal, tamper } = given();
    for (const version of [0, 1, 2]) await append(journal, item('contract-1', version, `c${version}`));
    await tamper.drop(2);
    await expect(journal.after(undefined, 10)).rejects.toThrow('damaged');
    await expect(readAll(journal, 'contract-1')).rejects.toThrow('damaged');
  });
}
