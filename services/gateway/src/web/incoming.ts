import { invalidField, Refusal } from '@cpom/kernel';
import type { Response } from 'express';
import { localsOf } from './locals.ts';
import { safeFileName } from './uploads.ts';

/** A file that was read whole, to be understood here and now. */
export interface ReadUpload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads the file of the form's field into memory, whatever its kind: whoever asks knows what to make of it. Refuses `invalid` (none, interrupted) and `too-large` past the limit (bytes). */
export async function readUpload(res: Response, field: string, limit: number): Promise<ReadUpload> {
  const { file } = localsOf(res);
  if (file?.field !== field) throw invalidField(field, 'Choisissez un fichier.');
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of file.content.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > limit) throw new Refusal('too-large', `Ce fichier dépasse ${Math.round(limit / 1_048_576)} Mo. Rien n'a été enregistré.`, [{ field, message: 'Ce fichier est trop gros.' }]);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('invalid', "L'envoi du fichier a été interrompu. Rien n'a été enregistré. Recommencez.");
  }
  return { name: safeFileName(file.name), bytes: Buffer.concat(chunks) };
}
