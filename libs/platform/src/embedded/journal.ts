import { checkAppend } from '../appends.ts';
import { listeners } from '../listeners.ts';
import type { Journal } from '../ports/index.ts';
import { salts } from '../salts.ts';
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
}

/** The embedded journal on an open database, which stays the caller's to close. */
export function journalOn(database: Database, newEpochId: () => string): ClosableJournal {
  prepareJournal(database, newEpochId);
  const awake = listeners();
  const newSalt = salts();
  const queue = writingQueue(database, (item) => write(database, item, newSalt), awake.wake);
  return {
    append: async (item) => {
      checkAppend(item);
      return queue.add(item);
    },
    appendAll: async (items) => {
      items.forEach(checkAppend);
      return Promise.all(items.map(queue.add));
    },
    caused: async (stream, cause) => {
      await queue.settled();
      return causedBy(database, stream, cause);
    },
    read: (stream) => facts(database, stream, queue.settled),
    after: (cursor, limit) => commitsAfter(database, cursor, limit, queue.settled),
    head: async () => {
      await queue.settled();
      return headOf(database);
    },
    wake: awake.add,
    erase: async (what, tombstone) => erase(database, what, tombstone),
    verify: async (witness) => {
      await queue.settled();
      return verify(database, witness);
    },
    newEpoch: async () => {
      await queue.settled();
      database.write(() => database.run('INSERT INTO epochs (epoch, since) VALUES (?, ?)', newEpochId(), headOf(database).position));
      const head = headOf(database);
      await database.durable();
      return head;
    },
    close: queue.flush,
  };
}

/** Opens the journal kept in a SQLite file, made when absent. One process at a time writes to it. */
export async function openEmbeddedJournal(options: JournalOptions): Promise<ClosableJournal> {
  const database = openDatabase(options.file);
  const journal = journalOn(database, options.newEpochId);
  const close = (): void => {
    journal.close();
    database.close();
  };
  return { ...journal, close };
}
