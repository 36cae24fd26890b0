import type { Tombstone } from '@cpom/kernel';
import { nothingToErase } from '../appends.ts';
import { headerOf } from '../hash.ts';
import type { Erasure } from '../ports/index.ts';
import type { CommitDoc, JournalModels } from './journal-schema.ts';

type Part = { readonly list: 'parts' | 'said'; readonly position: number; readonly part: string };

async function textOf({ commits }: JournalModels, { stream, version }: Extract<Erasure, { part: 'text' }>): Promise<Part[]> {
  const doc = await commits.findOne({ stream: { $eq: stream }, first: { $lte: version } }, { header: 1, first: 1 }).sort({ first: -1 }).lean();
  const index = version - (doc?.first ?? 0);
  if (!doc || headerOf(doc).events[index]?.text === undefined) throw nothingToErase(stream);
  return [{ list: 'parts', position: doc._id, part: `text.${index}` }];
}

async function messagesOf({ commits }: JournalModels, { stream, upTo }: Extract<Erasure, { part: 'messages' }>): Promise<Part[]> {
  const docs = await commits.find({ stream: { $eq: stream }, version: { $lte: upTo } }, { 'said.part': 1 }).lean<Pick<CommitDoc, '_id' | 'said'>[]>();
  const found = docs.flatMap(({ _id, said }) => said.map(({ part }): Part => ({ list: 'said', position: _id, part })));
  if (found.length === 0) throw nothingToErase(stream);
  return found;
}

/** One write a payload: what is already erased does not match. */
const burial = ({ list, position, part }: Part, tombstone: string) => ({
  updateOne: {
    filter: { _id: position, [list]: { $elemMatch: { part, erased: null } } },
    update: { $set: { [`${list}.$.salt`]: Buffer.alloc(0), [`${list}.$.body`]: null, [`${list}.$.erased`]: tombstone } },
  },
});

/**
 * Replaces payloads by a tombstone in the database. The bytes stay for a while in the log of the replica set, which rolls over, and
 * in copies that were made before: how long, is the operator's setting and is said in docs.
 */
export async function erase(models: JournalModels, what: Erasure, tombstone: Tombstone): Promise<void> {
  const parts = what.part === 'text' ? await textOf(models, what) : await messagesOf(models, what);
  const text = JSON.stringify(tombstone);
  for (let start = 0; start < parts.length; start += 100) {
    await models.commits.collection.bulkWrite(parts.slice(start, start + 100).map((part) => burial(part, text)) as never[], { ordered: false });
  }
}
