import { createHash } from 'node:crypto';
import { frenchNumber, Refusal } from '@cpom/kernel';
import type { Digest } from './ports/files.ts';

const megabyte = 1_048_576;

function tooLarge(limit: number): Refusal {
  const most = limit < megabyte ? `${frenchNumber(limit)} octets` : `${frenchNumber(Math.floor(limit / megabyte))} Mo`;
  return new Refusal('too-large', `Ce fichier est trop volumineux : la taille permise est de ${most} au plus.`);
}

/** The one answer for a document that is not there, or whose name cannot be one. */
export const notFound = (): Refusal => new Refusal('not-found', 'Ce document n’existe pas ou n’est plus conservé.');

/** Refuses what is no digest: nothing else ever becomes a path or a name. */
export function checkedDigest(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw notFound();
  return sha256;
}

/** Hands each piece of the content to `write`, in order, and says what it was. Refuses `too-large` before the piece that passes the limit. */
export async function measured(content: AsyncIterable<Uint8Array>, limit: number, write: (piece: Uint8Array) => Promise<unknown>): Promise<Digest> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of content) {
    size += piece.byteLength;
    if (size > limit) throw tooLarge(limit);
    hash.update(piece);
    await write(piece);
  }
  return { sha256: hash.digest('hex'), size };
}
