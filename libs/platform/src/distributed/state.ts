import { Schema, type Connection, type Model } from 'mongoose';
import type { Entry, Json, State } from '../ports/state.ts';
import { openDatabase, type DatabaseOptions } from './database.ts';
import { isDuplicate } from './database-faults.ts';

/** The state of one service; whoever opened it closes it. */
export type DistributedState = State & { close(): Promise<void> };

/** The value is kept as its JSON: what is put is what is read, whatever its keys. */
interface EntryDoc {
  readonly _id: string;
  readonly value: string;
  readonly revision: number;
}

// After every text that starts with the prefix comes the prefix followed by the last code point, which is no character.
const lastCodePoint = '\u{10FFFF}';

const parsed = <T extends Json>({ _id, value, revision }: EntryDoc): Entry<T> => ({ key: _id, value: JSON.parse(value) as T, revision });

const schema = (): Schema<EntryDoc> => new Schema<EntryDoc>({ _id: String, value: String, revision: Number }, { versionKey: false });

/** Writes whatever the revision is. Two who add the same key at once: the second one changes what the first one added. */
async function set(entries: Model<EntryDoc>, key: string, value: string): Promise<boolean> {
  try {
    await entries.collection.updateOne({ _id: key as never }, { $set: { value }, $inc: { revision: 1 } }, { upsert: true });
    return true;
  } catch (fault) {
    if (isDuplicate(fault)) return set(entries, key, value);
    throw fault;
  }
}

async function add(entries: Model<EntryDoc>, key: string, value: string): Promise<boolean> {
  try {
    await entries.collection.insertOne({ _id: key as never, value, revision: 1 });
    return true;
  } catch (fault) {
    if (isDuplicate(fault)) return false;
    throw fault;
  }
}

async function change(entries: Model<EntryDoc>, key: string, value: string, revision: number): Promise<boolean> {
  const { matchedCount } = await entries.collection.updateOne({ _id: key as never, revision }, { $set: { value }, $inc: { revision: 1 } });
  return matchedCount > 0;
}

/** The state kept in an open database. */
export function stateOn(connection: Connection): State {
  const entries = connection.model<EntryDoc>('entry', schema(), 'state');
  return {
    get: async <T extends Json>(key: string) => {
      const doc = await entries.findOne({ _id: { $eq: key } }).lean<EntryDoc>();
      return doc ? parsed<T>(doc) : undefined;
    },
    put: async (key, value, expectedRevision) => {
      const text = JSON.stringify(value);
      if (expectedRevision === undefined) return set(entries, key, text);
      return expectedRevision === 0 ? add(entries, key, text) : change(entries, key, text, expectedRevision);
    },
    delete: async (key) => { await entries.deleteOne({ _id: { $eq: key } }); },
    list: async <T extends Json>(prefix: string) => {
      const docs = await entries.find({ _id: { $gte: prefix, $lt: prefix + lastCodePoint } }).sort({ _id: 1 }).lean<EntryDoc[]>();
      return docs.map((doc) => parsed<T>(doc));
    },
  };
}

/** Opens the state of one service on a connection of its own. */
export async function openDistributedState(options: DatabaseOptions): Promise<DistributedState> {
  const database = await openDatabase(options);
  return { ...stateOn(database.connection), close: database.close };
}
