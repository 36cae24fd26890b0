import { open, rm } from 'node:fs/promises';
import { measured } from '../contents.ts';
import type { Digest } from '../ports/files.ts';

/** Streams the content to a new file, durable once it returns. Nothing is left of it when that fails. */
export async function writeNew(path: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<Digest> {
  const file = await open(path, 'wx');
  try {
    const digest = await measured(content, limit, (piece) => file.writeFile(piece));
    await file.sync();
    await file.close();
    return digest;
  } catch (fault) {
    await file.close();
    await rm(path, { force: true });
    throw fault;
  }
}
