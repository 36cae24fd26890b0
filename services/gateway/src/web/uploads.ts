import type { Readable } from 'node:stream';
import { invalidField, Refusal } from '@cpom/kernel';
import type { Digest, Files } from '@cpom/platform';
import type { Response } from 'express';
import { kindOf, type FileKind } from './file-kinds.ts';
import { localsOf } from './locals.ts';
import type { IncomingFile } from './multipart.ts';

/** A document that was kept: what it holds, what to call it, what it is (by its content, not by what the sender said). */
export interface Upload extends Digest {
  readonly name: string;
  readonly mediaType: string;
  /** Another file of the same form waits to be kept. */
  readonly another?: boolean;
}

/** 50 MB, in bytes. */
export const uploadLimit = 50 * 1024 * 1024;

const headSize = 96;
const tailSize = 262_144;

/** A name fit to be shown and to be given to a file again: no path, no control character, at most 150 characters. */
export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = base.replace(/[\p{C}"<>|:*?]/gu, '').trim().replace(/^\.+/, '');
  const extension = /\.[a-z]{1,5}$/i.exec(plain)?.[0] ?? '';
  return plain.slice(0, plain.length - extension.length).slice(0, 150 - extension.length) + extension;
}

const fake = (field: string, { label }: FileKind): Refusal =>
  invalidField(field, `Ce fichier n'est pas un document ${label} lisible, malgré son nom. Ouvrez-le, enregistrez-le à nouveau, puis recommencez.`);

/** Passes the content on once its first bytes are right; fails at the end if the last ones are not. */
async function* checked(content: AsyncIterable<Uint8Array>, kind: FileKind, field: string): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  for await (const chunk of content) {
    const known = head.length >= headSize;
    tail = Buffer.concat([tail, chunk]).subarray(-tailSize);
    if (!known) head = Buffer.concat([head, chunk]);
    if (!known && head.length >= headSize && !kind.starts(head)) throw fake(field, kind);
    if (head.length >= headSize) yield known ? chunk : head;
  }
  if (!kind.starts(head) || !kind.ends(tail)) throw fake(field, kind);
  if (head.length < headSize) yield head;
}

async function* unbroken(content: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch {
    throw new Refusal('invalid', "L'envoi du fichier a été interrompu. Rien n'a été enregistré. Recommencez.");
  }
}

function expected(file: IncomingFile | undefined, field: string): { file: IncomingFile; kind: FileKind } {
  if (file?.field !== field) throw invalidField(field, 'Choisissez un fichier.');
  const kind = kindOf(file.name);
  if (kind) return { file, kind };
  throw invalidField(field, 'Ce type de fichier n’est pas admis. Envoyez un PDF, un ODT, un DOCX, un XLSX, un PNG ou un JPEG.');
}

/** Whether the form that arrived carries a file in this field. */
export const hasUpload = (res: Response, field: string): boolean => localsOf(res).file?.field === field;

/** Keeps the file of the form's field; asked again, the next one. Refuses `invalid` (none, not what its name says) and `too-large`; nothing of it is then kept. */
export async function storeUpload(res: Response, files: Files, field: string, limit = uploadLimit): Promise<Upload> {
  const { file, kind } = expected(localsOf(res).file, field);
  const { sha256, size } = await files.put(checked(unbroken(file.content), kind, field), limit);
  const next = await localsOf(res).nextFile?.();
  Object.assign(localsOf(res), { file: next });
  return { sha256, size, name: safeFileName(file.name), mediaType: kind.mediaType, another: next !== undefined };
}
