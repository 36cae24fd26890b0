import { Refusal } from '@cpom/kernel';
import { seal } from '../hash.ts';
import type { Append } from '../ports/index.ts';
import { toDoc, type CommitDoc } from './journal-schema.ts';
import type { Place } from './journal-store.ts';

/** What one insert will try to write, and the fault of the first append where that one cannot be written by anybody. */
export interface Plan {
  readonly docs: readonly CommitDoc[];
  readonly ownFault?: unknown;
}

const megabyte = 1_048_576;
/** A document of MongoDB holds 16 MB, names and lengths included. */
const mostOfOne = 15 * megabyte;
/** One message to the server holds 48 MB. */
const mostOfAll = 24 * megabyte;

const sizeOf = ({ header, parts, said }: CommitDoc): number => [...parts, ...said].reduce((sum, { body }) => sum + (body?.byteLength ?? 0) + 100, header.length * 2);

function sealed(item: Append, last: Place, newSalt: () => Uint8Array): CommitDoc {
  const doc = toDoc(item, last.position + 1, seal(item, last.hash, last.position + 1, newSalt));
  if (sizeOf(doc) > mostOfOne) throw new Refusal('too-large', `Cet enregistrement est trop volumineux : ${mostOfOne / megabyte} Mo au plus.`);
  return doc;
}

/**
 * The commits that the first of these appends become after a place, each chained to the one before. Ends before the first
 * whose outcome must be looked up: a version that is not the stream's, a cause that is already in the plan.
 */
export function planned(items: readonly Append[], place: Place, versionOf: (stream: string) => number, newSalt: () => Uint8Array): Plan {
  const docs: CommitDoc[] = [];
  const versions = new Map<string, number>();
  const causes = new Set<string>();
  let [last, size] = [place, 0];
  for (const item of items) {
    const name = JSON.stringify([item.stream, item.cause]);
    if (causes.has(name) || (versions.get(item.stream) ?? versionOf(item.stream)) !== item.expectedVersion) break;
    try {
      const doc = sealed(item, last, newSalt);
      size += sizeOf(doc);
      if (docs.length > 0 && size > mostOfAll) break;
      docs.push(doc);
      last = { position: doc._id, hash: doc.hash };
      versions.set(item.stream, doc.version);
      causes.add(name);
    } catch (ownFault) {
      return docs.length > 0 ? { docs } : { docs, ownFault };
    }
  }
  return { docs };
}
