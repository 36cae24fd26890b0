import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEmbeddedJournal } from '@cpom/platform';

// The whole road: command, journal, views, bus, gate, collector, national views, all in one process that is killed at random.
// The whole process here; tests/faults kills the processes of each instance too, and `npm run faults` more than a hundred times.
const kills = 20;
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const compiled = fileURLToPath(new URL('../../.cache/compile', import.meta.url));
const program = fileURLToPath(new URL('./child.ts', import.meta.url));

let dir: string;
beforeAll(async () => { dir = await mkdtemp(join(tmpdir(), 'cpom-crash-')); });
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Numbers between 0 and 1 that the seed decides (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Line { readonly started?: true; readonly acknowledged?: number; readonly lost?: number[]; readonly twice?: number[]; readonly agree?: boolean; readonly streams?: number; readonly contractsSeenByTheNation?: number; readonly refills?: number }

const start = (task: string, number: number): ChildProcess => spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--disable-warning=DEP0123', program, dir, task, String(number)], {
  stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_COMPILE_CACHE: compiled },
});

async function listen(child: ChildProcess, hear: (line: Line) => void): Promise<void> {
  if (!child.stdout) throw new Error('the child has an output');
  for await (const line of createInterface(child.stdout)) hear(JSON.parse(line) as Line);
}

const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => { child.once('exit', (code) => { resolve(code); }); });

/** Writes until killed: sometimes while starting, sometimes at the first acknowledgement, sometimes later. */
async function writeUntilKilled(from: number, random: () => number): Promise<number> {
  const child = start('write', from);
  const end = ended(child);
  const afterAcknowledged = Math.floor(random() * 30);
  const whileStarting = random() < 0.15;
  let next = from;
  await listen(child, (line) => {
    if (line.acknowledged !== undefined) next = line.acknowledged + 1;
    const enough = whileStarting ? line.started : next - from >= afterAcknowledged && line.acknowledged !== undefined;
    if (enough) setTimeout(() => { child.kill('SIGKILL'); }, random() * 15);
  });
  await end;
  return next;
}

test(`given a region and the nation killed ${kills} times (CRASH_SEED=${seed}), when they start again, then nothing acknowledged is lost, nothing is there twice, and both agree`, async () => {
  const random = randomFrom(seed);
  let next = 0;
  for (let kill = 0; kill < kills; kill += 1) next = await writeUntilKilled(next, random);

  const child = start('check', next);
  const end = ended(child);
  let found: Line = {};
  await listen(child, (line) => { found = { ...found, ...line }; });
  expect(await end).toBe(0);
  expect(found).toMatchObject({ lost: [], twice: [], agree: true, refills: 0 });
  // What was written and not yet acknowledged when the kill came may be there too: one thing at most.
  const contracts = Math.floor(next / 2);
  expect([contracts, contracts + 1]).toContain(found.contractsSeenByTheNation);
  expect([next, next + 1]).toContain(found.streams);

  for (const service of await readdir(join(dir, '24'))) {
    if (!['directory', 'contracts'].includes(service)) continue;
    const journal = await openEmbeddedJournal({ file: join(dir, '24', service, 'journal.sqlite'), newEpochId: () => 'unused' });
    expect((await journal.verify()).faults).toEqual([]);
    journal.close();
  }
}, 600_000);
