import type { Tombstone } from '@cpom/kernel';
import { nothingToErase } from '../appends.ts';
import { headerOf } from '../hash.ts';
import type { Erasure } from '../ports/index.ts';
import { nextTurn } from '../turns.ts';
import type { Database } from './database.ts';

const bury = `UPDATE payloads SET salt = x'', body = NULL, erased = ? WHERE position = ? AND part LIKE ? AND erased IS NULL`;

function eraseText(database: Database, what: Extract<Erasure, { part: 'text' }>, tombstone: string): void {
  const { stream, version } = what;
  const search = 'SELECT position, header FROM commits WHERE stream = ? AND version >= ? ORDER BY version LIMIT 1';
  const row = database.one<{ position: number; header: string }>(search, stream, version);
  const header = row && headerOf(row);
  const index = version - (header?.firstVersion ?? 0);
  if (!row || header?.events[index]?.text === undefined) throw nothingToErase(stream);
  database.write(() => database.run(bury, tombstone, row.position, `text.${index}`));
}

async function eraseMessages(database: Database, what: Extract<Erasure, { part: 'messages' }>, tombstone: string): Promise<void> {
  const { stream, upTo } = what;
  const search = `SELECT DISTINCT position FROM commits JOIN payloads USING (position)
    WHERE stream = ? AND version <= ? AND part LIKE 'message.%'`;
  const found = database.all<{ position: number }>(search, stream, upTo);
  if (found.length === 0) throw nothingToErase(stream);
  for (let start = 0; start < found.length; start += 100) {
    const some = found.slice(start, start + 100);
    database.write(() => some.forEach(({ position }) => database.run(bury, tombstone, position, 'message.%')));
    await nextTurn();
  }
}

/** Replaces payloads by a tombstone, then empties the log of SQLite, which still held the bytes. */
export async function erase(database: Database, what: Erasure, tombstone: Tombstone): Promise<void> {
  if (what.part === 'text') eraseText(database, what, JSON.stringify(tombstone));
  else await eraseMessages(database, what, JSON.stringify(tombstone));
  database.all('PRAGMA wal_checkpoint(TRUNCATE)');
}
