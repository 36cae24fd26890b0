import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isConflict, type Append, type Commit, type Journal } from '@cpom/platform';
import { openDistributedJournal, type ClosableJournal } from '../../libs/platform/src/distributed/journal.ts';
import { openDistributedState } from '../../libs/platform/src/distributed/state.ts';
import { mortalDatabase, onMortalDatabase, type MortalDatabase } from './database.fixture.ts';

// On SecantusDB, the stand-in for MongoDB: what it says of durability is said of the stand-in, what it says of the outcome of
// appends is said of our adapter.

const actor = { actorId: 'p-1', role: 'dreets-agent', organisation: 'dreets-24' };
const item = (stream: string, expectedVersion: number, cause: string): Append =>
  ({ stream, expectedVersion, cause, recordedAt: '2026-03-27T12:00:00.000Z' as Append['recordedAt'], actor, events: [{ type: 'Opened' }], messages: [] });

let database: MortalDatabase;

// A server that takes a question and never answers is given up after 30 s (`socketTimeoutMS`), and the outcome asked for again: more than once, on a busy machine.
const limit = 240_000;

const open = (patienceMs: number): Promise<ClosableJournal> => openDistributedJournal({ url: database.url, instance: '24', service: 'test', newEpochId: randomUUID, patienceMs });

/** One caller: its own stream, one append after the other, until told to stop. Rejects with what an append rejects with. */
async function caller(journal: Journal, name: string, running: () => boolean, done: (commit: Commit) => void): Promise<void> {
  for (let version = 0; running(); version += 1) {
    const outcome = await journal.append(item(name, version, `${name}-${version}`));
    if (isConflict(outcome)) throw new Error(`${name} is the only one who writes its stream`);
    done(outcome);
  }
}

async function examine(journal: Journal, acknowledged: readonly Commit[]): Promise<void> {
  const commits = await journal.after(undefined, 1_000_000);
  const stored = new Map(commits.map(({ position, hash }) => [position, hash]));
  expect(acknowledged.filter(({ position, hash }) => stored.get(position) !== hash)).toEqual([]);
  expect(new Set(acknowledged.map(({ position }) => position)).size).toBe(acknowledged.length);
  expect(new Set(commits.map(({ stream, cause }) => `${stream} ${cause}`)).size).toBe(commits.length);
  expect(await journal.verify(await journal.head())).toMatchObject({ commits: commits.length, faults: [] });
}

onMortalDatabase('a database that is killed with −9 (SecantusDB)', () => {
  beforeEach(async () => { database = await mortalDatabase(); await database.start(); }, 300_000);
  afterEach(() => database.remove());

  test('given appends, when the database is killed with −9 and comes back, three times, then every append is answered, once, and no caller notices more than a delay', async () => {
    const journal = await open(30_000);
    const acknowledged: Commit[] = [];
    let [running, goal] = [true, 0];
    let reached = Promise.withResolvers<undefined>();
    const done = (commit: Commit): void => {
      acknowledged.push(commit);
      if (acknowledged.length >= goal) reached.resolve(undefined);
    };
    const more = (): Promise<undefined> => {
      goal = acknowledged.length + 40;
      reached = Promise.withResolvers();
      return reached.promise;
    };
    const callers = Array.from({ length: 8 }, (_, index) => caller(journal, `contract-${index}`, () => running, done));
    for (let life = 0; life < 3; life += 1) {
      await more();
      await database.kill();
      await database.start();
    }
    await more();
    running = false;
    await Promise.all(callers);
    await examine(journal, acknowledged);
    expect(acknowledged).toHaveLength((await journal.head()).position);
    await journal.close();
  }, limit);

  test('given a database that stays away, then those who wait are told that it is not reachable, and the same causes settle it when it is back', async () => {
    const journal = await open(1_000);
    await journal.append(item('contract-1', 0, 'c0'));
    await database.kill();
    const waiting = await Promise.allSettled([journal.append(item('contract-1', 1, 'c1')), journal.append(item('contract-2', 0, 'c2'))]);
    for (const outcome of waiting) {
      if (outcome.status === 'fulfilled') throw new Error('there was nothing to write to');
      expect(String(outcome.reason)).toMatch(/MongoDB is not reachable at 127\.0\.0\.1.* for cpom_24_test/);
    }
    await database.start();
    const again = await Promise.all([journal.append(item('contract-1', 1, 'c1')), journal.append(item('contract-2', 0, 'c2'))]);
    expect(again.map((outcome) => 'position' in outcome && outcome.position)).toEqual([2, 3]);
    await examine(journal, again.filter((outcome): outcome is Commit => !isConflict(outcome)));
    await journal.close();
  }, limit);

  test('given a group of appends, when the database is killed somewhere in the middle, then their causes settle which are there and nothing is written twice', async () => {
    const journal = await open(20_000);
    // Many at once and the server gone in the middle: some of the group is there, some is not, nobody was told.
    const group = Array.from({ length: 150 }, (_, index) => item(`contract-${index}`, 0, 'c'));
    const writing = journal.appendAll(group);
    await journal.head();
    await database.kill();
    await database.start();
    const outcomes = (await writing).filter((outcome): outcome is Commit => !isConflict(outcome));
    expect(outcomes).toHaveLength(150);
    expect((await journal.head()).position).toBe(150);
    await examine(journal, outcomes);
    await journal.close();
  }, limit);

  test('given state, when the database is killed after a put was acknowledged, then it is there when it is back', async () => {
    const state = await openDistributedState({ url: database.url, instance: '24', service: 'test', patienceMs: 20_000 });
    expect(await state.put('cursor', 41, 0)).toBe(true);
    await database.kill();
    await database.start();
    expect(await state.get('cursor')).toMatchObject({ value: 41, revision: 1 });
    expect(await state.put('cursor', 42, 1)).toBe(true);
    await state.close();
  }, limit);
});
