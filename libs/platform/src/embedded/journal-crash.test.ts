import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import type { Commit } from '../ports/index.ts';
import { openEmbeddedJournal } from './journal.ts';

const program = fileURLToPath(new URL('../../crash/journal-child.ts', import.meta.url));

/** Starts the program and kills it after some acknowledgements, wherever it then is; returns all that it had printed. */
async function killed(file: string, life: string, after: number): Promise<string[]> {
  const child = spawn(process.execPath, [program, file, life], { stdio: ['ignore', 'pipe', 'inherit'] });
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

const lineOf = ({ stream, cause, position, hash }: Commit): string => `${stream} ${cause} ${position} ${hash}`;

async function survive(lives: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'cpom-crash-'));
  const file = join(folder, 'journal.db');
  const acknowledged = new Set<string>();
  for (let life = 0; life < lives; life += 1) {
    for (const line of await killed(file, `life${life}`, randomInt(1, 200))) acknowledged.add(line);
    const journal = await openEmbeddedJournal({ file, newEpochId: () => 'never used' });
    const commits = await journal.after(undefined, 1_000_000);
    const stored = new Set(commits.map(lineOf));
    expect([...acknowledged].filter((line) => !stored.has(line))).toEqual([]);
    expect(new Set(commits.map(({ stream, cause }) => `${stream} ${cause}`)).size).toBe(commits.length);
    expect(await journal.verify(await journal.head())).toMatchObject({ commits: commits.length, faults: [] });
    journal.close();
  }
  await rm(folder, { recursive: true });
  return acknowledged.size;
}

test('killed at any moment, 20 times: what was acknowledged is there, nothing is there twice, the chain holds', async () => {
  const counts = await Promise.all([survive(10), survive(10)]);
  expect(Math.min(...counts)).toBeGreaterThan(10);
}, 120_000);
