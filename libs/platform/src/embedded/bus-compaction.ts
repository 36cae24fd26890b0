import type { Database } from './database.ts';

/** When older messages of a key are let go. The latest of each key always stays. */
export interface Compaction {
  /** One small step after so many messages published. */
  readonly every: number;
  /** So many of the last messages are left alone, so that a group that is a little behind sees each of them. */
  readonly recent: number;
}

export const usualCompaction: Compaction = { every: 100, recent: 2_000 };

const remove = `DELETE FROM message WHERE position > ? AND position <= ? AND EXISTS (
  SELECT 1 FROM message AS later WHERE later.topic = message.topic AND later.key = message.key AND later.position > message.position)`;

/**
 * One step of compaction at each call, inside a transaction. It goes round the log, looking at twice as many
 * messages as were published since the last step, so that what is kept in vain stays in proportion to what is live.
 */
export function compactor(database: Database, { every, recent }: Compaction): () => void {
  const nth = 'SELECT position FROM message WHERE position > ? AND position <= ? ORDER BY position LIMIT 1 OFFSET ?';
  let from = 0;
  return () => {
    const head = database.one<{ head: number }>('SELECT coalesce(max(position), 0) AS head FROM message')?.head ?? 0;
    const end = head - recent;
    const upTo = database.one<{ position: number }>(nth, from, end, every * 2 - 1)?.position;
    database.run(remove, from, upTo ?? end);
    from = upTo ?? 0;
  };
}
