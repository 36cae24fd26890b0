import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesSuite, type FilesUnderTest } from '../suites/files.ts';
import { openEmbeddedFiles } from './files.ts';

const folder = (): Promise<string> => mkdtemp(join(tmpdir(), 'cpom-files-'));

async function paths(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function underTest(): Promise<FilesUnderTest> {
  const dir = await folder();
  const open = () => openEmbeddedFiles({ dir });
  const current: FilesUnderTest = {
    files: await open(),
    reopen: async () => (current.files = await open()),
    stored: async () => (await paths(dir)).length,
    close: () => rm(dir, { recursive: true }),
  };
  return current;
}

filesSuite('embedded', underTest);

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test('given what an interrupted write left, opening removes it and keeps the rest', async () => {
  const dir = await folder();
  const { sha256 } = await (await openEmbeddedFiles({ dir })).put(once('kept'), 10);
  await writeFile(join(dir, 'unfinished', 'half'), 'half');
  const files = await openEmbeddedFiles({ dir });
  expect(await paths(dir)).toEqual([join(dir, sha256.slice(0, 2), sha256.slice(2, 4), sha256)]);
  await files.get(sha256);
  await rm(dir, { recursive: true });
});

test('given a copy whose size is not its content’s, storing it again mends it', async () => {
  const dir = await folder();
  const files = await openEmbeddedFiles({ dir });
  const { sha256 } = await files.put(once('whole'), 10);
  const [path = ''] = await paths(dir);
  await writeFile(path, 'wh');
  await files.put(once('whole'), 10);
  const chunks = await Array.fromAsync(await files.get(sha256));
  expect(Buffer.concat(chunks).toString()).toBe('whole');
  await rm(dir, { recursive: true });
});

test('given a content that is deleted between its opening and its reading, it is refused as absent', async () => {
  const dir = await folder();
  const files = await openEmbeddedFiles({ dir });
  const { sha256 } = await files.put(once('gone'), 10);
  const content = await files.get(sha256);
  await files.delete(sha256);
  await expect(Array.fromAsync(content)).rejects.toMatchObject({ code: 'not-found' });
  await rm(dir, { recursive: true });
});
