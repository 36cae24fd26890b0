import { Refusal } from '@cpom/kernel';
import type { Append, Journal } from '../ports/index.ts';
import { openDatabase, type Database } from './database.ts';
import { erase } from './journal-erase.ts';
import { writingQueue } from './journal-queue.ts';
import { commitsAfter, facts } from './journal-read.ts';
import { salts } from './journal-salt.ts';
import { prepareJournal } from './journal-schema.ts';
import { causedBy, headOf, write } from './journal-store.ts';
import { verify } from './journal-verify.ts';
import { listeners } from './journal-wake.ts';

/** A journal that writes what still waits, then lets go of its file. Nothing may be called afterwards. */
export type ClosableJournal = Journal & { close(): void };

export interface JournalOptions {
  readonly file: string;
  /** A name never given before, for each life of the journal. */
  readonly newEpochId: () => string;
}

function check(item: Append): void {
  if (item.events.length === 0) throw new Refusal('invalid', "Il n'y a rien à enregistrer.");
  const named = [item.stream, item.cause].every((name) => name !== '' && name.isWellFormed());
  if (!named) throw new Refusal('invalid', "La demande ne porte pas d'identifiant utilisable.");
}

/** The embedded journal on an open database, which stays the caller's to close. */
export function journalOn(database: Database, newEpochId: () => string): ClosableJournal {
  prepareJournal(database, newEpochId);
  const awake = listeners();
  const newSalt = salts();
  const queue = writingQueue(database, (item) => write(database, item, newSalt), awake.wake);
  return {
    append: async (item) => {
      check(item);
      return queue.add(item);
    },
    appendAll: async (items) => {
      items.forEach(check);
      return Promise.all(items.map(queue.add));
    },
    caused: async (stream, cause) => causedBy(database, stream, cause),
    read: (stream) => facts(database, stream),
    after: async (cursor, limit) => commitsAfter(database, cursor, limit),
    head: async () => headOf(database),
    wake: awake.add,
    erase: async (what, tombstone) => erase(database, what, tombstone),
    verify: async (witness) => verify(database, witness),
    newEpoch: async () =>
      database.write(() => {
        database.run('INSERT INTO epochs (epoch, since) VALUES (?, ?)', newEpochId(), headOf(database).position);
        return headOf(database);
      }),
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
