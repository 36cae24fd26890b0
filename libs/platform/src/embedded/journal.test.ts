import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { journalSuite, type JournalUnderTest, type Tamper } from '../suites/journal.ts';
import { openDatabase, type Database } from './database.ts';
import { openEmbeddedJournal } from './journal.ts';

/** Works on the file through a connection of its own, as somebody with access to the machine could. */
function tampering(file: string): Tamper {
  const on = async (work: (database: Database) => void): Promise<void> => {
    const database = openDatabase(file);
    work(database);
    database.close();
  };
  const move = (database: Database, from: number, to: number): void => {
    for (const table of ['commits', 'payloads']) database.run(`UPDATE ${table} SET position = ? WHERE position = ?`, to, from);
  };
  return {
    flipPayload: (position, part) =>
      on((database) => {
        const body = database.one<{ body: Uint8Array }>('SELECT body FROM payloads WHERE position = ? AND part = ?', position, part)?.body;
        if (!body) throw new Error(`no ${part} at ${position}`);
        body[0] = (body[0] ?? 0) ^ 1;
        database.run('UPDATE payloads SET body = ? WHERE position = ? AND part = ?', body, position, part);
      }),
    flipHeader: (position) => on((database) => database.run("UPDATE commits SET header = replace(header, 'dreets-24', 'dreets-11') WHERE position = ?", position)),
    drop: (position) =>
      on((database) => {
        for (const table of ['commits', 'payloads']) database.run(`DELETE FROM ${table} WHERE position = ?`, position);
      }),
    dropPayload: (position, part) => on((database) => database.run('DELETE FROM payloads WHERE position = ? AND part = ?', position, part)),
    swap: (one, other) =>
      on((database) => {
        move(database, one, -1);
        move(database, other, one);
        move(database, -1, other);
      }),
    cutOff: (after) =>
      on((database) => {
        for (const table of ['commits', 'payloads']) database.run(`DELETE FROM ${table} WHERE position > ?`, after);
      }),
  };
}

async function open(): Promise<JournalUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'cpom-journal-'));
  const file = join(folder, 'journal.db');
  let epochs = 0;
  const openIt = () => openEmbeddedJournal({ file, newEpochId: () => `epoch-${(epochs += 1)}` });
  let journal = await openIt();
  const reopen = async () => {
    journal.close();
    return (journal = await openIt());
  };
  return {
    journal,
    reopen,
    backup: async () => {
      const database = openDatabase(file);
      database.run('VACUUM INTO ?', `${file}.old`);
      database.close();
      return async () => {
        journal.close();
        await Promise.all(['-wal', '-shm'].map((end) => rm(file + end, { force: true })));
        await copyFile(`${file}.old`, file);
        return (journal = await openIt());
      };
    },
    tamper: tampering(file),
    close: async () => {
      journal.close();
      await rm(folder, { recursive: true });
    },
  };
}

journalSuite('embedded', open);
