import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import type { Commit, Conflict, Journal, State } from '../ports/index.ts';
import { createReading } from '../reading.ts';
import type { DatabaseOptions } from './database.ts';
import { onDatabase, remove } from './given.fixture.ts';
import { openDistributedJournal, type ClosableJournal } from './journal.ts';

const program = fileURLToPath(new URL('../../crash/journal-child.ts', import.meta.url));

/** Starts a process that appends and kills it after some acknowledgements, wherever it then is; returns all that it had printed. */
async function killed({ url, instance }: DatabaseOptions, life: string, after: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, url, life, instance], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const closed = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === after) child.kill('SIGKILL');
  }
  await closed;
  expect(child.signalCode).toBe('SIGKILL');
  return lines;
}

const actor = { actorId: 'p-1', role: 'dreets-agent', organisation: 'dreets-24' };

/** Opens a journal twice, as two processes do. */
async function twice(options: DatabaseOptions): Promise<readonly [ClosableJournal, ClosableJournal]> {
  const open = (epoch: string): Promise<ClosableJournal> => openDistributedJournal({ ...options, newEpochId: () => epoch });
  return Promise.all([open('a'), open('b')]);
}
const write = (journal: Journal, stream: string): Promise<Commit | Conflict> =>
  journal.append({ stream, expectedVersion: 0, cause: 'c', recordedAt: '2026-03-27T12:00:00.000Z' as Commit['recordedAt'], actor, events: [{ type: 'Opened' }], messages: [] });

const fail = (facts: unknown): never => { throw new Error(JSON.stringify(facts)); };
const stateInMemory = (): State => ({ get: () => Promise.resolve(undefined), put: () => Promise.resolve(true), delete: () => Promise.resolve(), list: () => Promise.resolve([]) });

const lineOf = ({ stream, cause, position, hash }: Commit): string => `${stream} ${cause} ${position} ${hash}`;

/** What was acknowledged is there, nothing is there twice, positions have no gap, the chain holds. */
async function examine(options: DatabaseOptions, acknowledged: ReadonlySet<string>): Promise<number> {
  const journal = await openDistributedJournal({ ...options, newEpochId: () => 'never used' });
  const commits = await journal.after(undefined, 1_000_000);
  const stored = new Set(commits.map(lineOf));
  expect([...acknowledged].filter((line) => !stored.has(line))).toEqual([]);
  expect(new Set(commits.map(({ stream, cause }) => `${stream} ${cause}`)).size).toBe(commits.length);
  expect(commits.map(({ position }) => position)).toEqual(commits.map((_, index) => index + 1));
  expect(await journal.verify(await journal.head())).toMatchObject({ commits: commits.length, faults: [] });
  await journal.close();
  return commits.length;
}

await onDatabase('a journal on a database of the distributed engine', (given) => {
  test('given a process that is killed at any moment, 3 times, then what was acknowledged is there once and the chain holds', async () => {
    const options = given().fresh();
    const acknowledged = new Set<string>();
    for (let life = 0; life < 3; life += 1) {
      for (const line of await killed(options, `life${life}`, randomInt(1, 80))) acknowledged.add(line);
      await examine(options, acknowledged);
    }
    expect(acknowledged.size).toBeGreaterThan(3);
    await remove(options);
  }, 120_000);

  test('given two processes that write one journal at once, when both are killed, then what either acknowledged is there once, in one chain', async () => {
    const options = given().fresh();
    const lines = await Promise.all(['one', 'other'].map((life) => killed(options, life, 60)));
    expect(await examine(options, new Set(lines.flat()))).toBeGreaterThanOrEqual(100);
    await remove(options);
  }, 120_000);

  test('given two processes, when one writes, then listeners of the other are told', async () => {
    const options = given().fresh();
    const [one, other] = await twice(options);
    const told = Promise.withResolvers<undefined>();
    const stop = other.wake(() => told.resolve(undefined));
    await write(one, 's');
    await told.promise;
    stop();
    expect(await other.after(undefined, 10)).toHaveLength(1);
    expect((await one.head()).epoch).toBe((await other.head()).epoch);
    await Promise.all([one.close(), other.close()]);
    await remove(options);
  });

  test('given a reader at work, when its process writes and then another one, then it goes on to the end, and nothing more need be written', async () => {
    const options = given().fresh();
    const [one, other] = await twice(options);
    const [begun, free, heard, whole] = [0, 1, 2, 3].map(() => Promise.withResolvers<undefined>());
    const reading = createReading('test', { journal: one, state: stateInMemory(), log: { warn: fail, error: fail } as never });
    await reading.add({
      name: 'test', reset: () => Promise.reject(new Error('the journal is not another one')),
      handle: async (commits) => {
        begun?.resolve(undefined);
        await free?.promise;
        if (commits.at(-1)?.position === 3) whole?.resolve(undefined);
      },
    });
    await write(one, 'a');
    await begun?.promise;
    await write(one, 'b');
    // Its own writing is told within a turn of the event loop: what is told after is the other's.
    await new Promise((resolve) => { setImmediate(resolve); });
    const stop = one.wake(() => heard?.resolve(undefined));
    await write(other, 'c');
    await heard?.promise;
    free?.resolve(undefined);
    await whole?.promise;
    stop();
    await reading.stop();
    await Promise.all([one.close(), other.close()]);
    await remove(options);
  });

  test('given two processes that write in turn and at once, when one of them is followed, then each commit is read once, in order, and the last one too', async () => {
    const options = given().fresh();
    const [one, other] = await twice(options);
    const [read, total] = [[] as number[], 60];
    const whole = Promise.withResolvers<undefined>();
    const reading = createReading('test', { journal: one, state: stateInMemory(), log: { warn: fail, error: fail } as never });
    await reading.add({
      name: 'test', reset: () => Promise.reject(new Error('the journal is not another one')),
      handle: (commits) => {
        read.push(...commits.map(({ position }) => position));
        if (read.length >= total) whole.resolve(undefined);
        return Promise.resolve();
      },
    });
    for (let n = 0; n < total / 6; n += 1) {
      await write(one, `one-${n}`);
      await write(other, `other-${n}`);
      await Promise.all([write(one, `one-${n}-a`), write(other, `other-${n}-a`), write(one, `one-${n}-b`), write(other, `other-${n}-b`)]);
    }
    await whole.promise;
    await reading.stop();
    expect(read).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    await Promise.all([one.close(), other.close()]);
    await remove(options);
  });
});
