import type { Entry, Json, State } from '../ports/state.ts';
import { openDatabase, type Database } from './database.ts';
import { writeQueue, type WriteQueue } from './write-queue.ts';

/** The state of one service; whoever opened it closes it. */
export interface EmbeddedState extends State {
  close(): void;
}

interface StoredEntry {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

const tables = 'CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value TEXT NOT NULL, revision INTEGER NOT NULL) STRICT';
const select = 'SELECT key, value, revision FROM state';
const statements = {
  set: `INSERT INTO state (key, value, revision) VALUES (?, ?, 1)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, revision = revision + 1`,
  add: 'INSERT INTO state (key, value, revision) VALUES (?, ?, 1) ON CONFLICT (key) DO NOTHING',
  change: 'UPDATE state SET value = ?, revision = revision + 1 WHERE key = ? AND revision = ?',
  remove: 'DELETE FROM state WHERE key = ?',
};

// After every text that starts with the prefix comes the prefix followed by the last code point, which is no character.
const lastCodePoint = '\u{10FFFF}';

const parsed = <T extends Json>({ key, value, revision }: StoredEntry): Entry<T> => ({ key, value: JSON.parse(value) as T, revision });

/** The state kept in an open file, through its writing queue: what is put at the same moment shares one durable write. */
export function stateOn(database: Database, queue: WriteQueue): State {
  // Names and addresses live here: what is deleted must not stay in free pages.
  database.script('PRAGMA secure_delete = ON');
  database.script(tables);
  const change = (key: string, text: string, expectedRevision: number | undefined): number => {
    if (expectedRevision === undefined) return database.run(statements.set, key, text);
    if (expectedRevision === 0) return database.run(statements.add, key, text);
    return database.run(statements.change, text, key, expectedRevision);
  };
  return {
    get: async <T extends Json>(key: string) => {
      const row = database.one<StoredEntry>(`${select} WHERE key = ?`, key);
      return row && parsed<T>(row);
    },
    put: async (key, value, expectedRevision) => {
      const text = JSON.stringify(value);
      let changed = 0;
      await queue.run(1, () => { changed = change(key, text, expectedRevision); });
      return changed > 0;
    },
    delete: (key) => queue.run(1, () => { database.run(statements.remove, key); }),
    list: async <T extends Json>(prefix: string) => {
      const rows = database.all<StoredEntry>(`${select} WHERE key >= ? AND key < ? ORDER BY key`, prefix, prefix + lastCodePoint);
      return rows.map((row) => parsed<T>(row));
    },
  };
}

/** Opens the state kept in a SQLite file of its own, made when absent. */
export function openEmbeddedState({ file }: { readonly file: string }): EmbeddedState {
  const database = openDatabase(file);
  const queue = writeQueue(database);
  return {
    ...stateOn(database, queue),
    close: () => {
      queue.close();
      database.close();
    },
  };
}
