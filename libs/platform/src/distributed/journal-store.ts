import type { Life, StoredCommit } from '../chain.ts';
import { commitOf } from '../hash.ts';
import type { Commit, Cursor } from '../ports/index.ts';
import { fromDoc, type CommitDoc, type JournalModels } from './journal-schema.ts';

/** The last commit that this process knows of; position 0 is the beginning. */
export interface Place {
  readonly position: number;
  readonly hash: string;
}

export const beginning: Place = { position: 0, hash: '' };

// Every value stands behind an operator that takes it as it is: one that is an object is compared, never obeyed.
const ofStream = (stream: string) => ({ stream: { $eq: stream } });
const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** Commits by position. They have no gap, so that a page is a list of keys. */
async function at(models: JournalModels, positions: readonly number[]): Promise<Map<number, CommitDoc>> {
  if (positions.length === 0) return new Map();
  const docs = await models.commits.find({ _id: { $in: positions } }).lean<CommitDoc[]>();
  return new Map(docs.map((doc) => [doc._id, doc]));
}

/** The hash of the commit at that position; empty at the beginning, undefined beyond the end. */
export async function hashAt(models: JournalModels, position: number): Promise<string | undefined> {
  if (position === 0) return '';
  return (await models.commits.findOne({ _id: { $eq: position } }, { hash: 1 }).lean())?.hash;
}

async function lastOf(models: JournalModels): Promise<Place> {
  const last = await models.commits.findOne({}, { hash: 1 }).sort({ _id: -1 }).lean();
  return last ? { position: last._id, hash: last.hash } : beginning;
}

/**
 * The last commit, looked for from the one known: mostly one read of a few keys. Where the known one is not there any more
 * (a copy was put back under us), it is looked for from the end.
 */
export async function placeAfter(models: JournalModels, known: Place, width = 3): Promise<Place> {
  if (known === beginning) return lastOf(models);
  const docs = await models.commits.find({ _id: { $in: range(known.position, known.position + width) } }, { hash: 1 }).lean();
  const hashes = new Map(docs.map(({ _id, hash }) => [_id, hash]));
  if (known.position > 0 && hashes.get(known.position) !== known.hash) return lastOf(models);
  let place = known;
  for (let hash = hashes.get(place.position + 1); hash !== undefined; hash = hashes.get(place.position + 1)) place = { position: place.position + 1, hash };
  return place.position < known.position + width ? place : placeAfter(models, place, Math.min(width * 4, 500));
}

/** The lives of the journal, first to last. */
export const lives = (models: JournalModels): Promise<Life[]> => models.epochs.find({}, { epoch: 1, since: 1, _id: 0 }).sort({ _id: 1 }).lean<Life[]>();

/** The name of the life that the journal is in. */
export const lastLife = async (models: JournalModels): Promise<string> => (await models.epochs.findOne({}).sort({ _id: -1 }).lean())?.epoch ?? '';

/** The cursor of the last commit, and what this process then knows. */
export async function headOf(models: JournalModels, known: Place): Promise<{ readonly head: Cursor; readonly place: Place }> {
  const [epoch, place] = await Promise.all([lastLife(models), placeAfter(models, known)]);
  return { head: { epoch, position: place.position, hash: place.hash }, place };
}

/** The version of a stream: that of its last event, 0 where there is none. */
export async function versionOf(models: JournalModels, stream: string): Promise<number> {
  const last = await models.commits.findOne(ofStream(stream), { version: 1 }).sort({ first: -1 }).lean();
  return last?.version ?? 0;
}

export async function causedBy(models: JournalModels, stream: string, cause: string): Promise<Commit | undefined> {
  const doc = await models.commits.findOne({ ...ofStream(stream), cause: { $eq: cause } }).lean<CommitDoc>();
  return doc ? commitOf(fromDoc(doc)) : undefined;
}

/** The stored commits from one position to another, both included; those that are missing are left out. */
export async function page(models: JournalModels, from: number, to: number): Promise<readonly StoredCommit[]> {
  const positions = range(from, to);
  const docs = await at(models, positions);
  return positions.flatMap((position) => docs.get(position) ?? []).map(fromDoc);
}

/** Stored commits of a stream after a version, without what they said: what reading facts needs. */
export async function streamPage(models: JournalModels, stream: string, after: number, limit: number): Promise<readonly StoredCommit[]> {
  const docs = await models.commits.find({ ...ofStream(stream), first: { $gt: after } }, { said: 0 }).sort({ first: 1 }).limit(limit).lean<Omit<CommitDoc, 'said'>[]>();
  return docs.map(fromDoc);
}
