import { Schema, type Connection, type Model } from 'mongoose';
import type { Tombstone } from '@cpom/kernel';
import type { StoredCommit } from '../chain.ts';
import type { Payload, Sealed } from '../hash.ts';
import type { Append } from '../ports/index.ts';
import { isDuplicate } from './database-faults.ts';

/** A payload as it is stored; `erased` holds the tombstone's JSON. */
export interface PayloadDoc {
  readonly part: string;
  readonly salt: Uint8Array;
  readonly body: Uint8Array | null;
  readonly erased: string | null;
}

/** A commit, one document: it is there whole or not at all. */
export interface CommitDoc {
  /** The position: taken by who inserts first. */
  readonly _id: number;
  readonly stream: string;
  readonly cause: string;
  /** The versions of its first and of its last event. */
  readonly first: number;
  readonly version: number;
  /** As it was hashed. */
  readonly header: string;
  readonly hash: string;
  /** Data and texts; and apart what was said, which reading a stream leaves out. */
  readonly parts: readonly PayloadDoc[];
  readonly said: readonly PayloadDoc[];
}

export interface EpochDoc {
  readonly _id: number;
  readonly epoch: string;
  readonly since: number;
}

/** The collections of a journal. */
export interface JournalModels {
  readonly commits: Model<CommitDoc>;
  readonly epochs: Model<EpochDoc>;
}

const payload = { part: String, salt: Buffer, body: Buffer, erased: String, _id: false } as const;

/**
 * A commit's version is that of its first event: two that were decided on the same version collide, however many events
 * each has. That nothing lies between it and the commit before is seen before it is written (journal-insert.ts).
 */
function commitSchema(): Schema<CommitDoc> {
  const schema = new Schema<CommitDoc>(
    { _id: Number, stream: String, cause: String, first: Number, version: Number, header: String, hash: String, parts: [payload], said: [payload] },
    { versionKey: false },
  );
  return schema.index({ stream: 1, first: 1 }, { unique: true }).index({ stream: 1, cause: 1 }, { unique: true });
}

const epochSchema = (): Schema<EpochDoc> => new Schema<EpochDoc>({ _id: Number, epoch: String, since: Number }, { versionKey: false }).index({ epoch: 1 }, { unique: true });

/** Makes the indexes and the first epoch when absent; several processes may do so at once. */
export async function prepareJournal(connection: Connection, newEpochId: () => string): Promise<JournalModels> {
  const commits = connection.model<CommitDoc>('commit', commitSchema(), 'commits');
  const epochs = connection.model<EpochDoc>('epoch', epochSchema(), 'epochs');
  await commits.createIndexes();
  await epochs.createIndexes();
  if ((await epochs.findById(1).lean()) === null) {
    await epochs.collection.insertOne({ _id: 1 as never, epoch: newEpochId(), since: 0 }).catch((fault: unknown) => {
      if (!isDuplicate(fault)) throw fault;
    });
  }
  return { commits, epochs };
}

const isSaid = ({ part }: Payload): boolean => part.startsWith('message.');
const docOf = ({ part, salt, body }: Payload): PayloadDoc => ({ part, salt, body, erased: null });

/** The document of a commit that is to be inserted. */
export function toDoc(item: Append, position: number, { header, hash, payloads }: Sealed): CommitDoc {
  const [first, version] = [item.expectedVersion + 1, item.expectedVersion + item.events.length];
  const parts = payloads.filter((one) => !isSaid(one)).map(docOf);
  return { _id: position, stream: item.stream, cause: item.cause, first, version, header, hash, parts, said: payloads.filter(isSaid).map(docOf) };
}

const payloadOf = ({ part, salt, body, erased }: PayloadDoc): Payload =>
  ({ part, salt, body, ...(erased === null ? {} : { erased: JSON.parse(erased) as Tombstone }) });

/** A document as the rest of the platform reads it. */
export const fromDoc = ({ _id, stream, cause, version, header, hash, parts, said = [] }: Omit<CommitDoc, 'said'> & Partial<Pick<CommitDoc, 'said'>>): StoredCommit =>
  ({ position: _id, stream, cause, version, header, hash, payloads: [...parts, ...said].map(payloadOf) });
