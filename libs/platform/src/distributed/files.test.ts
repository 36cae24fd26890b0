import { expect, test } from '@jest/globals';
import { mongo } from 'mongoose';
import { filesSuite, type FilesUnderTest } from '../suites/files.ts';
import type { DatabaseOptions } from './database.ts';
import { openDistributedFiles } from './files.ts';
import { behind, onDatabase, remove, type GivenDatabase } from './given.fixture.ts';

const count = (options: DatabaseOptions, name: string): Promise<number> => behind(options, ({ connection }) => connection.collection(name).countDocuments({}));

const opener = (given: () => GivenDatabase) => async (): Promise<FilesUnderTest> => {
  const options = given().fresh();
  let files = await openDistributedFiles(options);
  const current: FilesUnderTest = {
    files,
    reopen: async () => {
      await files.close();
      files = await openDistributedFiles(options);
      return (current.files = files);
    },
    stored: () => behind(options, async ({ connection }) => {
      const pieces = await connection.collection('files.chunks').distinct('files_id');
      const entries = await connection.collection('files.files').distinct('_id');
      return new Set([...pieces, ...entries].map(String)).size;
    }),
    close: async () => {
      await files.close();
      await remove(options);
    },
  };
  return current;
};

async function* pieces(text: string, times: number): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < times; n += 1) yield Buffer.from(text);
}

await onDatabase('on a database of the distributed engine', (given) => {
  filesSuite('distributed', opener(given));

  test('given 50 MB, then they are stored in pieces and read back by their digest', async () => {
    const options = given().fresh();
    const files = await openDistributedFiles(options);
    const { sha256, size } = await files.put(pieces('x'.repeat(500_000), 100), 50_000_000);
    expect(size).toBe(50_000_000);
    expect(await count(options, 'files.chunks')).toBe(48);
    let read = 0;
    for await (const piece of await files.get(sha256)) read += piece.byteLength;
    expect(read).toBe(size);
    await files.close();
    await remove(options);
  });

  test('given what an upload left that was cut off a day ago, opening removes it; one of this hour is left', async () => {
    const options = given().fresh();
    const files = await openDistributedFiles(options);
    const { sha256 } = await files.put(pieces('kept', 1), 10);
    const running = await behind(options, async ({ connection }) => {
      const [old, young] = [new mongo.ObjectId(), new mongo.ObjectId()];
      const ages = [[old, 25 * 3_600_000], [young, 3_600_000]] as const;
      for (const [id, age] of ages) {
        await connection.collection('files.unfinished').insertOne({ _id: id, since: new Date(Date.now() - age) });
        await connection.collection('files.chunks').insertOne({ files_id: id, n: 0 });
      }
      return String(young);
    });
    await files.close();
    const again = await openDistributedFiles(options);
    const left = await behind(options, ({ connection }) => connection.collection('files.chunks').distinct('files_id'));
    expect(left).toHaveLength(2);
    expect(left.map(String)).toContain(running);
    await again.get(sha256);
    await again.close();
    await remove(options);
  });
});
