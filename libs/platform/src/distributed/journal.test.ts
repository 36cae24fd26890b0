import { journalSuite, type JournalUnderTest, type Tamper } from '../suites/journal.ts';
import type { DatabaseOptions } from './database.ts';
import { behind, onDatabase, remove, type GivenDatabase } from './given.fixture.ts';
import type { CommitDoc } from './journal-schema.ts';
import { openDistributedJournal } from './journal.ts';

const collections = ['commits', 'epochs'];
const listOf = (part: string): 'parts' | 'said' => (part.startsWith('message') ? 'said' : 'parts');

function tampering(options: DatabaseOptions): Tamper {
  const on = (work: (commits: { get(position: number): Promise<CommitDoc>; put(doc: CommitDoc): Promise<void>; drop(filter: object): Promise<void> }) => Promise<void>) =>
    behind(options, async ({ connection }) => {
      const commits = connection.collection<CommitDoc>('commits');
      await work({
        get: async (position) => {
          const doc = await commits.findOne({ _id: position });
          if (!doc) throw new Error(`nothing at ${position}`);
          return doc as CommitDoc;
        },
        put: async (doc) => void (await commits.insertOne(doc as never)),
        drop: async (filter) => void (await commits.deleteMany(filter)),
      });
    });
  const change = (position: number, work: (doc: CommitDoc) => CommitDoc): Promise<void> =>
    on(async ({ get, put, drop }) => {
      const doc = await get(position);
      await drop({ _id: position });
      await put(work(doc));
    });
  return {
    flipPayload: (position, part) => change(position, (doc) => {
      for (const payload of doc[listOf(part)]) if (payload.part === part && payload.body) payload.body[0] = (payload.body[0] ?? 0) ^ 1;
      return doc;
    }),
    flipHeader: (position) => change(position, (doc) => ({ ...doc, header: doc.header.replace('dreets-24', 'dreets-11') })),
    drop: (position) => on(({ drop }) => drop({ _id: position })),
    dropPayload: (position, part) => change(position, (doc) => ({ ...doc, [listOf(part)]: doc[listOf(part)].filter((payload) => payload.part !== part) })),
    swap: (one, other) => on(async ({ get, put, drop }) => {
      const [a, b] = [await get(one), await get(other)];
      await drop({ _id: { $in: [one, other] } });
      await put({ ...a, _id: other });
      await put({ ...b, _id: one });
    }),
    cutOff: (after) => on(({ drop }) => drop({ _id: { $gt: after } })),
  };
}

const copyOf = (options: DatabaseOptions): Promise<Map<string, object[]>> => behind(options, async ({ connection }) =>
  new Map(await Promise.all(collections.map(async (name): Promise<[string, object[]]> => [name, await connection.collection(name).find({}).toArray()]))));

const putBack = (options: DatabaseOptions, copy: ReadonlyMap<string, object[]>): Promise<void> => behind(options, async ({ connection }) => {
  for (const [name, docs] of copy) {
    await connection.collection(name).deleteMany({});
    if (docs.length > 0) await connection.collection(name).insertMany(docs);
  }
});

const opener = (given: () => GivenDatabase) => async (): Promise<JournalUnderTest> => {
  const options = given().fresh();
  let epochs = 0;
  const openIt = () => openDistributedJournal({ ...options, newEpochId: () => `epoch-${(epochs += 1)}` });
  let journal = await openIt();
  return {
    journal,
    reopen: async () => {
      await journal.close();
      return (journal = await openIt());
    },
    backup: async () => {
      const copy = await copyOf(options);
      return async () => {
        await journal.close();
        await putBack(options, copy);
        return (journal = await openIt());
      };
    },
    tamper: tampering(options),
    close: async () => {
      await journal.close();
      await remove(options);
    },
  };
};

await onDatabase('on a database of the distributed engine', (given) => journalSuite('distributed', opener(given), 0.2));
