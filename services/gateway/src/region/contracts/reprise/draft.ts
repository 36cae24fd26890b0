import { ImportFileRequest, type DepositedFile, type ImportFileReply } from '@cpom/proto/contracts/v1/contracts';
import { Refusal } from '@cpom/kernel';
import { z } from 'zod';
import type { RegionVisit } from '../../calls.ts';
import { contentsOf, type Contents } from './containers.ts';
import { unknownIn } from './unknown.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const kept = z.object({ name: z.string().min(1).max(200), sha256: digest });
const deposit = kept.extend({ mediaType: z.string().max(120), size: z.number().int().min(0) });
const draftShape = z.object({ source: kept, files: z.array(deposit).max(500) });

/** A reprise under way: the file that tells of the contracts, and the documents deposited with it. Carried from page to page. */
export type Draft = z.output<typeof draftShape>;

export const draftField = '_reprise';
const lost = (): Refusal => new Refusal('invalid', 'La reprise en cours ne peut pas être relue. Recommencez en choisissant le fichier.');

/** Reads what the previous page carried. Refuses `invalid`. */
export function draftOf(text: string): Draft {
  try {
    return draftShape.parse(JSON.parse(text));
  } catch {
    throw lost();
  }
}

export const draftText = (draft: Draft): string => JSON.stringify(draft);

/** Ten megabytes: a table of dozens of contracts weighs a few hundred kilobytes. */
export const sourceLimit = 10 * 1_048_576;

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** Keeps the file, so that the dry run and the import read the very same bytes. */
export async function keepSource(visit: RegionVisit, name: string, bytes: Uint8Array): Promise<Draft> {
  const { sha256 } = await visit.files.put(oneChunk(bytes), sourceLimit);
  return { source: { name, sha256 }, files: [] };
}

async function sourceOf(visit: RegionVisit, { source }: Draft): Promise<Contents> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await visit.files.get(source.sha256)) chunks.push(chunk);
  return contentsOf({ name: source.name, bytes: Buffer.concat(chunks) });
}

/** Asks the contracts service to read the file: to say what would happen, or to record. */
export async function runImport(visit: RegionVisit, draft: Draft, cause: string, dryRun: boolean): Promise<ImportFileReply> {
  const contents = await sourceOf(visit, draft);
  const strangers = unknownIn(contents, (id) => visit.names.has(id));
  const files: DepositedFile[] = draft.files.map(({ name, mediaType, size, sha256 }) => ({ name, mediaType, size, sha256 }));
  const told = 'json' in contents ? { json: contents.json } : { rows: contents.rows.map((cells) => ({ cells: [...cells] })) };
  const reply = await visit.calls.contracts.importFile(ImportFileRequest.fromPartial({ cause, dryRun: dryRun || strangers.length > 0, files, ...told }));
  return strangers.length > 0 ? { problems: [...reply.problems, ...strangers], contracts: [] } : reply;
}
