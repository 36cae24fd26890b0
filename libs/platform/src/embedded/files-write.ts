import { createHash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { frenchNumber, Refusal } from '@cpom/kernel';
import type { Digest } from '../ports/files.ts';

const megabyte = 1_048_576;

function tooLarge(limit: number): Refusal {
  const most = limit < megabyte ? `${frenchNumber(limit)} octets` : `${frenchNumber(Math.floor(limit / megabyte))} Mo`;
  return new Refusal('too-large', `Ce fichier est trop volumineux : la taille permise est de ${most} au plus.`);
}

async function pour(content: AsyncIterable<Uint8Array>, file: FileHandle, limit: number): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  await file.sync();
  return { sha256: hash.digest('hex'), size };
}

/** Streams the content to a new file, durable once it returns. Nothing is left of it when that fails. */
export async function writeNew(path: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<Digest> {
  const file = await open(path, 'wx');
  try {
    const digest = await pour(content, file, limit);
    await file.close();
    return digest;
  } catch (fault) {
    await file.close();
    await rm(path, { force: true });
    throw fault;
  }
}
