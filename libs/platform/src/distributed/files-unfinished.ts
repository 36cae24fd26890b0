import { mongo, type Connection } from 'mongoose';

/** An upload that runs, or that was cut off. */
interface Upload {
  readonly _id: mongo.ObjectId;
  readonly since: Date;
}

/** An upload that began so long ago is not running any more, in any process. */
const cutOffAfterMs = 24 * 3_600_000;

/** Notes uploads while they run: what is written of one that was cut off has no name, and would stay for ever. */
export interface Unfinished {
  begin(): Promise<mongo.ObjectId>;
  /** Once it has its name, or is taken back. */
  end(id: mongo.ObjectId): Promise<void>;
  /** Removes what uploads left that were cut off long ago; those of other processes may still run. */
  clean(): Promise<void>;
}

/** `remove` deletes the pieces of an upload, and its entry where it has one without a name. */
export function unfinishedUploads(connection: Connection, remove: (id: mongo.ObjectId) => Promise<void>): Unfinished {
  const uploads = connection.getClient().db(connection.name).collection<Upload>('files.unfinished');
  const end = async (id: mongo.ObjectId): Promise<void> => { await uploads.deleteOne({ _id: id }); };
  return {
    begin: async () => {
      const id = new mongo.ObjectId();
      await uploads.insertOne({ _id: id, since: new Date() });
      return id;
    },
    end,
    clean: async () => {
      const old = await uploads.find({ since: { $lt: new Date(Date.now() - cutOffAfterMs) } }).toArray();
      for (const { _id } of old) {
        await remove(_id);
        await end(_id);
      }
    },
  };
}
