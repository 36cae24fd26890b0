import { once } from 'node:events';
import { mongo, type Connection } from 'mongoose';
import { checkedDigest, measured, notFound } from '../contents.ts';
import type { Digest, Files } from '../ports/files.ts';
import { durably, openDatabase, type DatabaseOptions } from './database.ts';
import { isDuplicate } from './database-faults.ts';
import { unfinishedUploads } from './files-unfinished.ts';

/** The documents of one service; whoever opened them closes them. */
export type DistributedFiles = Files & { close(): Promise<void> };

const pieceSize = 1_048_576;

/** While it is written, a content has no name that anybody asks for. */
const unnamed = (id: mongo.ObjectId): string => `unfinished ${id.toHexString()}`;

interface Store {
  readonly bucket: mongo.GridFSBucket;
  readonly entries: mongo.Collection<mongo.GridFSFile>;
  readonly pieces: mongo.Collection<{ _id: mongo.ObjectId; files_id: mongo.ObjectId }>;
}

/** Deletes an upload that has no name yet; one that has is left. */
async function takeBack({ entries, pieces }: Store, id: mongo.ObjectId): Promise<void> {
  if ((await entries.findOne({ _id: id, filename: { $ne: unnamed(id) } })) !== null) return;
  await entries.deleteOne({ _id: id });
  await pieces.deleteMany({ files_id: id });
}

async function upload({ bucket }: Store, id: mongo.ObjectId, content: AsyncIterable<Uint8Array>, limit: number): Promise<Digest> {
  const stream = bucket.openUploadStreamWithId(id, unnamed(id));
  const failed = new Promise<never>((_, reject) => { stream.once('error', reject); });
  failed.catch(() => undefined);
  try {
    const digest = await measured(content, limit, async (piece) => {
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), failed]);
    });
    const finished = once(stream, 'finish');
    stream.end();
    await Promise.race([finished, failed]);
    return digest;
  } catch (fault) {
    await stream.abort().catch(() => undefined);
    throw fault;
  }
}

/** Gives the upload its name. False when the same content already has it; a copy of another size is damaged, and makes room. */
async function name(store: Store, id: mongo.ObjectId, { sha256, size }: Digest): Promise<boolean> {
  try {
    await store.entries.updateOne({ _id: id }, { $set: { filename: sha256 } });
    return true;
  } catch (fault) {
    if (!isDuplicate(fault)) throw fault;
  }
  const other = await store.entries.findOne({ filename: sha256 });
  if (other?.length === size) return false;
  if (other) await store.bucket.delete(other._id);
  return name(store, id, { sha256, size });
}

async function* contentOf({ bucket }: Store, id: mongo.ObjectId): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of bucket.openDownloadStream(id)) yield piece as Uint8Array;
  } catch (fault) {
    throw fault instanceof mongo.MongoRuntimeError && /FileNotFound|ChunkIsMissing/.test(fault.message) ? notFound() : fault;
  }
}

/** The documents kept in an open database, in GridFS. What uploads left that were cut off is removed, a day later. */
export async function filesOn(connection: Connection): Promise<Files> {
  const database = connection.getClient().db(connection.name);
  const bucket = new mongo.GridFSBucket(database, { bucketName: 'files', chunkSizeBytes: pieceSize, writeConcern: { w: durably.w, journal: durably.j } });
  const store: Store = { bucket, entries: database.collection('files.files'), pieces: database.collection('files.chunks') };
  // The index that makes a name be there once; and the one that GridFS itself would only look for at the first upload.
  await store.entries.createIndex({ filename: 1 }, { unique: true });
  await store.pieces.createIndex({ files_id: 1, n: 1 }, { unique: true });
  const unfinished = unfinishedUploads(connection, (id) => takeBack(store, id));
  await unfinished.clean();
  return {
    put: async (content, limit) => {
      const id = await unfinished.begin();
      try {
        const digest = await upload(store, id, content, limit);
        if (!(await name(store, id, digest))) await takeBack(store, id);
        await unfinished.end(id);
        return digest;
      } catch (fault) {
        // Best effort: where the database is away too, the next opening does it.
        await takeBack(store, id).then(() => unfinished.end(id)).catch(() => undefined);
        throw fault;
      }
    },
    get: async (sha256) => {
      const entry = await store.entries.findOne({ filename: checkedDigest(sha256) });
      if (!entry) throw notFound();
      return contentOf(store, entry._id);
    },
    delete: async (sha256) => {
      const entry = await store.entries.findOne({ filename: checkedDigest(sha256) });
      if (!entry) return;
      await bucket.delete(entry._id).catch((fault: unknown) => {
        if (!(fault instanceof mongo.MongoRuntimeError)) throw fault;
      });
    },
  };
}

/** Opens the documents of one service on a connection of its own. */
export async function openDistributedFiles(options: DatabaseOptions): Promise<DistributedFiles> {
  const database = await openDatabase(options);
  return { ...(await filesOn(database.connection)), close: database.close };
}
