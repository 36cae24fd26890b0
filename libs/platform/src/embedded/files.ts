import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { notFound } from '../contents.ts';
import type { Files } from '../ports/files.ts';
import { isAbsent, makeFolders, placeOf, sizeOf, syncFolders } from './files-place.ts';
import { writeNew } from './files-write.ts';

// Opened when it is read, so that a stream nobody reads holds no file.
async function* contentOf(place: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(place)) yield chunk as Uint8Array;
  } catch (fault) {
    throw isAbsent(fault) ? notFound() : fault;
  }
}

/** Opens the documents kept in a folder, made when absent. What an interrupted write left is removed. */
export async function openEmbeddedFiles({ dir }: { readonly dir: string }): Promise<Files> {
  const unfinished = join(dir, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  return {
    put: async (content, limit) => {
      const written = join(unfinished, randomUUID());
      const digest = await writeNew(written, content, limit);
      const place = placeOf(dir, digest.sha256);
      await makeFolders(place);
      // A copy of another size is damaged: the new one takes its place.
      if ((await sizeOf(place)) === digest.size) await rm(written);
      else await rename(written, place);
      await syncFolders(place);
      return digest;
    },
    get: async (sha256) => {
      const place = placeOf(dir, sha256);
      if ((await sizeOf(place)) === undefined) throw notFound();
      return contentOf(place);
    },
    delete: async (sha256) => rm(placeOf(dir, sha256), { force: true }),
  };
}
