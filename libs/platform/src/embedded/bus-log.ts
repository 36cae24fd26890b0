import type { BusMessage, CloudEvent, GroupLag } from '../ports/bus.ts';
import type { Database } from './database.ts';

/** A message with its place: positions only grow, across topics. */
export interface Logged {
  readonly position: number;
  readonly message: BusMessage;
}

/** Where a group is, topic by topic: the last position handled, 0 at the beginning. */
export type Offsets = ReadonlyMap<string, number>;

/** What the bus keeps on disk. `append` and `save` are called inside a transaction. */
export interface BusLog {
  append(message: BusMessage): void;
  /** The next messages of these topics after the offsets, in order of position. */
  read(offsets: Offsets, limit: number): Logged[];
  /** Position of the last message; 0 when there is none. */
  head(): number;
  /** Makes the group known; returns where it is in each topic. */
  join(group: string, topics: readonly string[]): Map<string, number>;
  save(group: string, topic: string, position: number): void;
  lags(): GroupLag[];
}

interface MessageRow {
  readonly position: number;
  readonly topic: string;
  readonly key: string;
  readonly event: string;
  readonly payload: Uint8Array;
}

const tables = `
  CREATE TABLE IF NOT EXISTS message (
    position INTEGER PRIMARY KEY, topic TEXT NOT NULL, key TEXT NOT NULL, event TEXT NOT NULL, payload BLOB NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS message_topic ON message (topic);
  CREATE INDEX IF NOT EXISTS message_key ON message (topic, key);
  CREATE TABLE IF NOT EXISTS progress (
    consumers TEXT NOT NULL, topic TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (consumers, topic)) STRICT, WITHOUT ROWID;
`;

const logged = ({ position, topic, key, event, payload }: MessageRow): Logged => ({
  position,
  message: { topic, key, event: JSON.parse(event) as CloudEvent, payload },
});

// Positions come first, from the index alone: payloads are read for the messages of the batch only.
const selectOf = (topics: number): string => {
  const one = 'SELECT position FROM (SELECT position FROM message WHERE topic = ? AND position > ? ORDER BY position LIMIT ?)';
  return `SELECT * FROM message WHERE position IN (${Array(topics).fill(one).join(' UNION ALL ')}) ORDER BY position LIMIT ?`;
};

const upsert = `INSERT INTO progress (consumers, topic, position) VALUES (?, ?, ?)
  ON CONFLICT (consumers, topic) DO UPDATE SET position = excluded.position`;

const lagQuery = `SELECT consumers AS "group", topic,
    (SELECT count(*) FROM message WHERE message.topic = progress.topic AND message.position > progress.position) AS lag
  FROM progress ORDER BY consumers, topic`;

/** The tables of a bus in an open file. */
export function busLog(database: Database): BusLog {
  database.script(tables);
  return {
    append: ({ topic, key, event, payload }) => {
      const insert = 'INSERT INTO message (topic, key, event, payload) VALUES (?, ?, ?, ?)';
      database.run(insert, topic, key, JSON.stringify(event), payload);
    },
    read: (offsets, limit) => {
      if (offsets.size === 0) return [];
      const places = [...offsets].flatMap(([topic, position]) => [topic, position, limit]);
      return database.all<MessageRow>(selectOf(offsets.size), ...places, limit).map(logged);
    },
    head: () => database.one<{ head: number }>('SELECT coalesce(max(position), 0) AS head FROM message')?.head ?? 0,
    join: (group, topics) => {
      const insert = 'INSERT OR IGNORE INTO progress (consumers, topic, position) VALUES (?, ?, 0)';
      const select = 'SELECT position FROM progress WHERE consumers = ? AND topic = ?';
      database.write(() => topics.forEach((topic) => database.run(insert, group, topic)));
      return new Map(topics.map((topic) => [topic, database.one<{ position: number }>(select, group, topic)?.position ?? 0]));
    },
    save: (group, topic, position) => {
      database.run(upsert, group, topic, position);
    },
    lags: () => database.all<GroupLag>(lagQuery).map((lag) => ({ ...lag })),
  };
}
