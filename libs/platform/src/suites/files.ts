import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Files } from '../ports/files.ts';

/** The files that an adapter opened. Others may use the same ones. */
export interface FilesUnderTest {
  files: Files;
  /** Lets go of the files and opens the same ones again, as after a restart. */
  reopen(): Promise<Files>;
  /** How many contents are stored, half-written ones included. */
  stored(): Promise<number>;
  close(): Promise<void>;
}

const limit = 50_000_000;
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

async function* pieces(content: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.byteLength; at += size) yield content.subarray(at, at + size);
}

async function* broken(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
  throw new Error('the line was cut');
}

async function whole(files: Files, digest: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await files.get(digest)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function keeping(given: () => FilesUnderTest): void {
  test.each([0, 1, 65_536, 3_000_001])('%i bytes are read as they were written, also after a restart', async (size) => {
    const content = randomBytes(size);
    const digest = await given().files.put(pieces(content), limit);
    expect(digest).toEqual({ sha256: sha256(content), size });
    expect((await whole(given().files, digest.sha256)).equals(content)).toBe(true);
    expect((await whole(await given().reopen(), digest.sha256)).equals(content)).toBe(true);
  });

  test('the same content is stored once, however it comes and however many send it', async () => {
    const content = randomBytes(100_000);
    const before = await given().stored();
    const digests = await Promise.all([7_000, 65_536, 100_000].map((size) => given().files.put(pieces(content, size), limit)));
    expect(new Set(digests.map((digest) => digest.sha256))).toEqual(new Set([sha256(content)]));
    expect(await given().stored()).toBe(before + 1);
    expect((await whole(given().files, sha256(content))).equals(content)).toBe(true);
  });

  test('what is deleted is gone and can be stored again; deleting nothing changes nothing', async () => {
    const { files } = given();
    const { sha256: digest } = await files.put(pieces(randomBytes(10)), limit);
    await files.delete(digest);
    await files.delete(digest);
    await expect(files.get(digest)).rejects.toMatchObject({ name: 'Refusal', code: 'not-found' });
    const content = randomBytes(10);
    for (const _ of [1, 2]) {
      await files.put(pieces(content), limit);
      expect((await whole(files, sha256(content))).equals(content)).toBe(true);
      await files.delete(sha256(content));
    }
  });
}

function refusing(given: () => FilesUnderTest): void {
  test('a content of the limit is taken, one byte more is refused while it streams and leaves nothing', async () => {
    const { files, stored } = given();
    const content = randomBytes(1_000);
    expect((await files.put(pieces(content, 100), 1_000)).size).toBe(1_000);
    const before = await stored();
    let sent = 0;
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        sent += 100;
        yield randomBytes(100);
      }
    };
    await expect(files.put(endless(), 999)).rejects.toMatchObject({ name: 'Refusal', code: 'too-large', message: expect.stringContaining('999') });
    expect(sent).toBe(1_000);
    expect(await stored()).toBe(before);
  });

  test('a content that breaks off leaves nothing, and the fault is the sender’s', async () => {
    const before = await given().stored();
    await expect(given().files.put(broken(randomBytes(100)), limit)).rejects.toThrow('the line was cut');
    expect(await given().stored()).toBe(before);
  });

  test.each(['0'.repeat(64), '', 'x'.repeat(64), '../../etc/passwd', `../${'0'.repeat(61)}`, `${'0'.repeat(64)}\n`, 'A'.repeat(64), '0'.repeat(65)])('no file is called %j', async (name) => {
    await expect(given().files.get(name)).rejects.toMatchObject({ name: 'Refusal', code: 'not-found' });
  });

  test('whatever is no digest never deletes anything', async () => {
    const { files, stored } = given();
    await files.put(pieces(randomBytes(10)), limit);
    const before = await stored();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constantFrom('.', '..', '/', '../..', '*', '00', '00/00')), async (name) => {
        await expect(files.delete(name)).rejects.toMatchObject({ code: 'not-found' });
      }),
      { numRuns: 40 },
    );
    expect(await stored()).toBe(before);
  });
}

/** What every adapter of the Files promises. One opening serves the whole suite. */
export function filesSuite(name: string, open: () => Promise<FilesUnderTest>): void {
  describe(`files, ${name}`, () => {
    let current: FilesUnderTest | undefined;
    const given = (): FilesUnderTest => {
      if (!current) throw new Error('only within a test');
      return current;
    };
    beforeAll(async () => {
      current = await open();
    });
    afterAll(async () => current?.close());
    describe('contents', () => keeping(given));
    describe('refusals', () => refusing(given));
  });
}
