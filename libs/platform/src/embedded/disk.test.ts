import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { item } from '../suites/journal-given.ts';
import { openDatabase, type Database } from './database.ts';
import type { Sync } from './disk.ts';
import { journalOn } from './journal.ts';

/** A disk that answers when told to. */
function slowDisk() {
  const asked: ((fault?: Error) => void)[] = [];
  const sync: Sync = (_descriptor, done) => asked.push((fault) => { done(fault ?? null); });
  const whenAsked = async (times: number): Promise<void> => { while (asked.length < times) await new Promise(setImmediate); };
  return { asked, sync, whenAsked };
}

let folder: string;
let database: Database;
let disk: ReturnType<typeof slowDisk>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cpom-disk-'));
  disk = slowDisk();
  database = openDatabase(join(folder, 'journal.db'), { sync: disk.sync });
});
afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

describe('what the disk has not confirmed', () => {
  test('given an append that the disk has not confirmed, when others read, then nobody is told of it before it is durable', async () => {
    const journal = journalOn(database, () => 'epoch-1');
    const told: string[] = [];
    const appended = journal.append(item('contract-1', 0, 'c1')).then(() => told.push('append'));
    await disk.whenAsked(1);
    const read = [journal.head(), journal.after(undefined, 10), journal.caused('contract-1', 'c1')].map((answer) => answer.then(() => told.push('reader')));
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    disk.asked[0]?.();
    await Promise.all([appended, ...read]);
    expect(told).toHaveLength(4);
    expect((await journal.head()).position).toBe(1);
  });

  test('given appends that come while the disk works, when it is done, then they share one write and one confirmation', async () => {
    const journal = journalOn(database, () => 'epoch-1');
    const first = journal.append(item('contract-1', 0, 'c1'));
    await disk.whenAsked(1);
    const others = [2, 3, 4].map((n) => journal.append(item(`contract-${n}`, 0, 'c1')));
    disk.asked[0]?.();
    await first;
    await disk.whenAsked(2);
    disk.asked[1]?.();
    await Promise.all(others);
    expect(disk.asked).toHaveLength(2);
  });

  test('given a call while a confirmation is under way, when that one ends, then the later writes have one of their own', async () => {
    database.script('CREATE TABLE t (a)');
    const first = database.durable();
    const [second, third] = [database.durable(), database.durable()];
    disk.asked[0]?.();
    await first;
    await disk.whenAsked(2);
    disk.asked[1]?.();
    await Promise.all([second, third]);
    expect(disk.asked).toHaveLength(2);
  });
});

test('given a disk that fails, when something was appended, then it is not acknowledged, nothing is written after it, and the cause settles it once the file is open again', async () => {
  const journal = journalOn(database, () => 'epoch-1');
  const append = journal.append(item('contract-1', 0, 'c1'));
  await disk.whenAsked(1);
  disk.asked[0]?.(new Error('EIO: i/o error, fdatasync'));
  await expect(append).rejects.toThrow('EIO');
  await expect(journal.append(item('contract-2', 0, 'c1'))).rejects.toThrow('EIO');
  database.close();
  database = openDatabase(join(folder, 'journal.db'));
  const again = await journalOn(database, () => 'epoch-2').append(item('contract-1', 0, 'c1'));
  expect(again).toMatchObject({ position: 1, cause: 'c1' });
  expect(database.all('SELECT position FROM commits')).toHaveLength(1);
});
