import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openCheckpoints, type Checkpoints } from './checkpoints.ts';
import { openDatabase, type Database } from './database.ts';

let [folder, file] = ['', ''];
let checkpoints: Checkpoints;
let database: Database | undefined;
let told: (fault: string) => void = () => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cpom-checkpoints-'));
  file = join(folder, 'some.sqlite');
  checkpoints = openCheckpoints((fault) => { told(fault.message); });
});
afterEach(async () => {
  database?.close();
  await checkpoints.close();
  rmSync(folder, { recursive: true, force: true });
});

const rowsIn = (path: string): number => {
  const opened = openDatabase(path);
  try {
    return opened.one<{ rows: number }>('SELECT count(*) AS rows FROM sqlite_schema') ? opened.one<{ rows: number }>('SELECT count(*) AS rows FROM row')?.rows ?? 0 : 0;
  } finally {
    opened.close();
  }
};

function write(rows: number): Database {
  const opened = openDatabase(file, { checkpoints });
  opened.script('CREATE TABLE row (id INTEGER PRIMARY KEY, body BLOB) STRICT');
  for (let count = 0; count < rows; count += 1) opened.write(() => opened.run('INSERT INTO row (body) VALUES (?)', new Uint8Array(4_000)));
  return opened;
}

test('given some megabytes written, when the thread has carried the log, then the file alone holds the rows, and the writer never did it itself', async () => {
  database = write(600);
  await checkpoints.close();
  const alone = join(folder, 'alone.sqlite');
  copyFileSync(file, alone);
  // Each row was counted as two pages: the thread was asked once, about the 500th row.
  expect(rowsIn(alone)).toBeGreaterThan(400);
  expect(rowsIn(alone)).toBeLessThanOrEqual(600);
});

test('given a program that goes on writing while its log is carried, then every row is there at the end', async () => {
  database = write(500);
  for (let count = 0; count < 50; count += 1) {
    checkpoints.carry(file);
    for (let more = 0; more < 10; more += 1) database.write(() => database?.run('INSERT INTO row (body) VALUES (?)', new Uint8Array(4_000)));
    await new Promise((resolve) => { setImmediate(resolve); });
  }
  database.close();
  await checkpoints.close();
  expect(rowsIn(file)).toBe(1_000);
});

test('given a file that is gone, then none is made in its place', async () => {
  checkpoints.carry(file);
  await checkpoints.close();
  expect(existsSync(file)).toBe(false);
});

test('given a file that is no database, then the fault is told, and the next one is carried all the same', async () => {
  const other = join(folder, 'other.sqlite');
  writeFileSync(other, 'a text that is no database, and long enough to be read as one: '.repeat(100));
  const fault = new Promise<string>((resolve) => { told = resolve; });
  checkpoints.carry(other);
  expect(await fault).toContain('not a database');
  database = write(1);
  checkpoints.carry(file);
  await checkpoints.close();
  expect(rowsIn(file)).toBe(1);
});
