import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
// SQLite itself, not through the port: it is the floor that the journal is compared with.
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '@cpom/kernel';
import { openEmbeddedJournal, type Append } from '@cpom/platform';
import { percentile, type Figure } from './figures.ts';

/** What a durable write costs here, for reference. */
export function disk(dir: string): Figure {
  const file = openSync(join(dir, 'sync'), 'w');
  const block = Buffer.alloc(4_096, 1);
  const times = Array.from({ length: 300 }, () => {
    writeSync(file, block);
    const from = performance.now();
    fdatasyncSync(file);
    return (performance.now() - from) * 1_000;
  });
  closeSync(file);
  return { name: 'disk.fdatasync_us', value: percentile(times, 0.5), unit: 'µs', note: 'median of 300' };
}

const actor = { actorId: 'bench', role: 'service', organisation: '' };
const payload = Buffer.alloc(300, 7);

const append = (stream: string, version: number): Append => ({
  stream, expectedVersion: version, cause: randomUUID(), recordedAt: '2026-03-02T08:00:00.000Z' as Instant, actor,
  events: [{ type: 'Measured', note: 'x'.repeat(200) } as { type: string }], messages: [{ topic: 'bench', type: 'bench.Measured', audience: 'nation', payload }],
});

async function throughPort(dir: string, seconds: number): Promise<number> {
  const journal = await openEmbeddedJournal({ file: join(dir, 'journal.sqlite'), newEpochId: randomUUID });
  const until = performance.now() + seconds * 1_000;
  let count = 0;
  await Promise.all(Array.from({ length: 16 }, async (_, caller) => {
    for (let version = 0; performance.now() < until; version += 1) {
      await journal.append(append(`stream-${caller}`, version));
      count += 1;
    }
  }));
  journal.close();
  return count / seconds;
}

/** The floor: the same rows, one durable transaction each, no checks, no hashing. */
function bareLoop(dir: string, seconds: number): number {
  const database = new DatabaseSync(join(dir, 'bare.sqlite'));
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE commits (position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, cause TEXT, header TEXT, hash TEXT); CREATE UNIQUE INDEX by_version ON commits (stream, version); CREATE UNIQUE INDEX by_cause ON commits (stream, cause); CREATE TABLE payloads (position INTEGER, ordinal INTEGER, body BLOB, digest TEXT, PRIMARY KEY (position, ordinal)) WITHOUT ROWID');
  const commit = database.prepare('INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?)');
  const body = database.prepare('INSERT INTO payloads VALUES (?, ?, ?, ?)');
  const [header, digest] = ['h'.repeat(400), 'd'.repeat(64)];
  const until = performance.now() + seconds * 1_000;
  let count = 0;
  while (performance.now() < until) {
    count += 1;
    database.exec('BEGIN IMMEDIATE');
    commit.run(count, `stream-${count % 16}`, count, randomUUID(), header, digest);
    body.run(count, 0, 'x'.repeat(230), digest);
    body.run(count, 1, payload, digest);
    database.exec('COMMIT');
  }
  database.close();
  return count / seconds;
}

/** Appends through the port with 16 callers, against the bare loop, in turn three times: the median ratio. */
export async function journalRatio(dir: string): Promise<readonly Figure[]> {
  const rounds: { port: number; bare: number }[] = [];
  for (let round = 0; round < 3; round += 1) {
    const place = await mkdtemp(join(dir, 'journal-'));
    rounds.push({ bare: bareLoop(place, 1.5), port: await throughPort(place, 1.5) });
  }
  const ratio = percentile(rounds.map(({ port, bare }) => port / bare), 0.5);
  const note = rounds.map(({ port, bare }) => `${Math.round(port)}/${Math.round(bare)}`).join(', ');
  return [{ name: 'journal.ratio', value: ratio, unit: '×', bar: { atLeast: 1 }, note: `appends/s through the port with 16 callers / bare loop: ${note}` }];
}
