import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cursor, Journal } from '../ports/index.ts';
import { event, filled, follow, item, message, readAll, tombstone } from '../suites/journal-given.ts';
import { openDatabase, type Database } from './database.ts';
import { journalOn, openEmbeddedJournal, type ClosableJournal } from './journal.ts';

let [folder, file] = ['', ''];
let database: Database;
let journal: ClosableJournal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cpom-journal-'));
  file = join(folder, 'journal.db');
  database = openDatabase(file);
  journal = journalOn(database, () => 'epoch-1');
});

afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

test('a full disk fails every append of that write, keeps what was acknowledged, and appends go on once there is room', async () => {
  await filled(journal, 20);
  const before = await journal.head();
  const [{ page_count: pages = 0 } = {}] = database.all<{ page_count: number }>('PRAGMA page_count');
  database.script(`PRAGMA max_page_count = ${pages}`);
  const big = (n: number) => item(`big-${n}`, 0, 'c', { messages: [message('x'.repeat(20_000))] });
  const outcomes = await Promise.allSettled([1, 2, 3].map((n) => journal.append(big(n))));
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await journal.verify(before)).toEqual({ head: before, commits: 20, erased: 0, faults: [] });
  database.script('PRAGMA max_page_count = 1000000');
  expect((await Promise.all([1, 2, 3].map((n) => journal.append(big(n))))).map((outcome) => 'position' in outcome && outcome.position)).toEqual([21, 22, 23]);
});

test('erased bytes are in no file any more', async () => {
  const secret = 'un texte que la loi fait effacer';
  await journal.append(item('contract-1', 0, 'c1', { events: [event('Opened', secret)], messages: [message(secret)] }));
  const bytes = async (): Promise<string> => (await Promise.all([file, `${file}-wal`].map((name) => readFile(name, 'latin1')))).join();
  expect(await bytes()).toContain(secret);
  await journal.erase({ part: 'text', stream: 'contract-1', version: 1 }, tombstone);
  await journal.erase({ part: 'messages', stream: 'contract-1', upTo: 1 }, tombstone);
  expect(await bytes()).not.toContain(secret);
});

test('what still waits when the journal closes is written', async () => {
  const waiting = journal.appendAll([item('contract-1', 0, 'c1'), item('contract-2', 0, 'c2')]);
  await Promise.resolve();
  journal.close();
  await waiting;
  database.close();
  await expect(journal.append(item('contract-1', 1, 'c3'))).rejects.toThrow('not open');
});

test('a large group leaves turns to others, and is written in order', async () => {
  let turns = 0;
  const count = setInterval(() => (turns += 1), 1);
  await filled(journal, 3000);
  clearInterval(count);
  expect(turns).toBeGreaterThan(10);
  expect((await follow(journal, 1000)).map(({ cause }) => cause)).toEqual(Array.from({ length: 3000 }, (_, index) => `c${index + 1}`));
});

test('a listener that stops before its turn is not called', async () => {
  let calls = 0;
  const stop = journal.wake(() => (calls += 1));
  const other = Promise.withResolvers<undefined>();
  journal.wake(() => other.resolve(undefined));
  const writing = journal.append(item('contract-1', 0, 'c1')).then(stop);
  await Promise.all([writing, other.promise]);
  expect(calls).toBe(0);
});

/** All that a reader can be told, in one text; how it fails when it does. */
async function told(journal: Journal): Promise<string> {
  try {
    const commits = await journal.after(undefined, 1000);
    const again = commits.map(async ({ stream, cause }) => [await journal.caused(stream, cause), await readAll(journal, stream)]);
    return JSON.stringify([await journal.head(), commits, await Promise.all(again)]);
  } catch (fault) {
    return String(fault);
  }
}

/** Whether a file says that it is damaged: it does not open, cannot be verified, or has faults. */
async function admits(copy: string, truth: string, witness: Cursor): Promise<'sound' | 'damaged' | 'silent'> {
  const verified = openEmbeddedJournal({ file: copy, newEpochId: () => 'epoch-9' }).then(async (opened) => {
    try {
      const now = await told(opened);
      const { faults } = await opened.verify(witness);
      if (faults.length > 0) return 'damaged';
      return now === truth ? 'sound' : 'silent';
    } finally {
      opened.close();
    }
  });
  return verified.catch(() => 'damaged' as const);
}

test('one flipped bit anywhere in the file: either nothing that is read changes, or the damage is found', async () => {
  await filled(journal, 20);
  const [truth, witness] = [await told(journal), await journal.head()];
  database.close();
  const bytes = await readFile(file);
  const bit = fc.integer({ min: 0, max: bytes.length * 8 - 1 });
  await fc.assert(
    fc.asyncProperty(bit, async (at) => {
      const flipped = Buffer.from(bytes);
      flipped[at >> 3] = (flipped[at >> 3] ?? 0) ^ (1 << (at & 7));
      const copy = join(folder, `flipped-${at}.db`);
      await writeFile(copy, flipped);
      expect(await admits(copy, truth, witness)).not.toBe('silent');
    }),
    { numRuns: 80 },
  );
});
