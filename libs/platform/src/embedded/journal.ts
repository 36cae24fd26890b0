import { checkAppend } from '../appends.ts';
import { createTail, type Tail } from '../journal-tail.ts';
import { listeners } from '../listeners.ts';
import type { Cursor, Journal } from '../ports/index.ts';
import { salts } from '../salts.ts';
import type { Checkpoints } from './checkpoints.ts';
import { openDatabase, type Database } from './database.ts';
import { erase } from './journal-erase.ts';
import { writingQueue } from './journal-queue.ts';
import { commitsAfter, facts } from './journal-read.ts';
import { prepareJournal } from './journal-schema.ts';
import { causedBy, headOf, write } from './journal-store.ts';
import { verify } from './journal-verify.ts';

/** A journal that writes what still waits, then lets go of its file. Nothing may be called afterwards. */
export type ClosableJournal = Journal & { close(): void };

export interface JournalOptions {
  readonly file: string;
  /** A name never given before, for each life of the journal. */
  readonly newEpochId: () => string;
  readonly checkpoints?: Checkpoints | undefined;
}

/** From here on the journal has another life; durable once it returns. */
async function beginLife(database: Database, epoch: string): Promise<Cursor> {
  database.write(() => database.run('INSERT INTO epochs (epoch, since) VALUES (?, ?)', epoch, headOf(database).position));
  const head = headOf(database);
  await database.durable();
  return head;
}

type Reading = Pick<Journal, 'caused' | 'read' | 'after' | 'head' | 'verify'>;

/** What is read is durable: who follows closely is answered from memory, all others from the file once it is settled. */
const readingOf = (database: Database, tail: Tail, settled: () => Promise<void>): Reading => ({
  caused: async (stream, cause) => {
    await settled();
    return causedBy(database, stream, cause);
  },
  read: (stream) => facts(database, stream, settled),
  after: async (cursor, limit) => (cursor && tail.after(cursor, limit)) ?? commitsAfter(database, cursor, limit, settled),
  head: async () => {
    await settled();
    return headOf(database);
  },
  verify: async (witness) => {
    await settled();
    return verify(database, witness);
  },
});

/** The embedded journal on an open database, which stays the caller's to close. */
export function journalOn(database: Database, newEpochId: () => string): ClosableJournal {
  prepareJournal(database, newEpochId);
  const awake = listeners();
  const newSalt = salts();
  const tail = createTail();
  tail.begin(headOf(database).epoch);
  const queue = writingQueue(database, (item) => write(database, item, newSalt), (commits) => {
    tail.add(commits);
    awake.wake();
  });
  return {
    ...readingOf(database, tail, queue.settled),
    append: async (item) => {
      checkAppend(item);
      return queue.add(item);
    },
    appendAll: async (items) => {
      items.forEach(checkAppend);
      return Promise.all(items.map(queue.add));
    },
    wake: awake.add,
    erase: (what, tombstone) => erase(database, what, tombstone).finally(tail.forget),
    newEpoch: async () => {
      await queue.settled();
      const head = await beginLife(database, newEpochId());
      tail.begin(head.epoch);
      return head;
    },
    close: queue.flush,
  };
}

/** Opens the journal kept in a SQLite file, made when absent. One process at a time writes to it. */
export async function openEmbeddedJournal(options: JournalOptions): Promise<ClosableJournal> {
  const database = openDatabase(options.file, options);
  const journal = journalOn(database, options.newEpochId);
  const close = (): void => {
    journal.close();
    database.close();
  };
  return { ...journal, close };
}
