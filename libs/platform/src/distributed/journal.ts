import { checkAppend } from '../appends.ts';
import { createTail } from '../journal-tail.ts';
import { listeners } from '../listeners.ts';
import type { Commit, Cursor, Journal } from '../ports/index.ts';
import { salts } from '../salts.ts';
import { openDatabase, type Database, type DatabaseOptions } from './database.ts';
import { clearFault, isDuplicate } from './database-faults.ts';
import { erase } from './journal-erase.ts';
import { journalWriter, type Insertion } from './journal-insert.ts';
import { writingQueue } from './journal-queue.ts';
import { commitsAfter, facts, nextCommits } from './journal-read.ts';
import { prepareJournal, type JournalModels } from './journal-schema.ts';
import { beginning, causedBy, headOf, type Place } from './journal-store.ts';
import { verify } from './journal-verify.ts';
import { watchOthers, type Watch } from './journal-wake.ts';

/** A journal that writes what still waits, then lets go of its connection. Nothing may be called afterwards. */
export type ClosableJournal = Journal & { close(): Promise<void> };

export interface JournalOptions {
  /** A name never given before, for each life of the journal. */
  readonly newEpochId: () => string;
  /** Told of each insert tried, for who counts. */
  readonly onInsert?: (insertion: Insertion) => void;
}

async function startEpoch({ epochs }: JournalModels, epoch: string, since: number): Promise<void> {
  const last = await epochs.findOne({}).sort({ _id: -1 }).lean();
  try {
    await epochs.collection.insertOne({ _id: ((last?._id ?? 0) + 1) as never, epoch, since });
  } catch (fault) {
    if (!isDuplicate(fault)) throw fault;
    await startEpoch({ epochs } as JournalModels, epoch, since);
  }
}

/** Wakes listeners of what this process writes and, while there are any, of what others write. */
function waking(models: JournalModels, { position, known, othersWrote }: { position(): Promise<number>; known(): number; othersWrote(): void }) {
  const awake = listeners();
  let [count, told, watch] = [0, 0, undefined as Watch | undefined];
  const wake = (): void => {
    othersWrote();
    awake.wake();
  };
  return {
    wake: (): void => {
      told = known();
      awake.wake();
    },
    add: (listener: () => void): (() => void) => {
      const remove = awake.add(listener);
      count += 1;
      if (!watch) told = known();
      watch ??= watchOthers(models, { position, told: () => told, wake });
      let there = true;
      return () => {
        remove();
        count -= there ? 1 : 0;
        there = false;
        if (count > 0) return;
        void watch?.stop();
        watch = undefined;
        othersWrote();
      };
    },
    /** What others write is told, soon after. */
    listening: (): boolean => watch !== undefined,
    stop: async (): Promise<void> => watch?.stop(),
  };
}

/** What this process knows of the journal without asking: where it ended, its life, and the last commits of its own. */
function following(models: JournalModels) {
  const tail = createTail();
  // A new life that another process begins is known here when the head is next looked at: within a second, while somebody listens.
  const known: { place: Place; epoch: string } = { place: beginning, epoch: '' };
  const head = async (): Promise<Cursor> => {
    const found = await headOf(models, known.place);
    [known.place, known.epoch] = [found.place, found.head.epoch];
    tail.begin(known.epoch);
    return found.head;
  };
  /** Undefined where the careful road is to be taken. */
  const next = async (cursor: Cursor, limit: number): Promise<readonly Commit[] | undefined> =>
    (cursor.epoch === known.epoch ? tail.after(cursor, limit) ?? nextCommits(models, cursor, limit) : undefined);
  const after: Journal['after'] = async (cursor, limit) => (cursor && (await next(cursor, limit))) ?? commitsAfter(models, await head(), cursor, limit);
  return { known, tail, head, after };
}

/** The journal in an open database, which stays the caller's to close. Several processes may write to it. */
export async function journalOn({ connection, name, patienceMs }: Database, { newEpochId, onInsert = () => undefined }: JournalOptions): Promise<ClosableJournal> {
  const models = await prepareJournal(connection, newEpochId);
  const { known, tail, head, after } = following(models);
  // What others wrote may follow what is kept, and a reader that took its end for the journal's would stop there: nothing is kept from then on,
  // nor while nobody hears of others.
  const awake = waking(models, { position: async () => (await head()).position, known: () => known.place.position, othersWrote: tail.forget });
  const onWritten = (commits: readonly Commit[]): void => { if (awake.listening()) tail.add(commits); };
  const writer = journalWriter({ connection, models, known, newSalt: salts(), patienceMs, onInsert, onWritten });
  const queue = writingQueue({ attempt: writer, added: awake.wake, patienceMs, clear: (fault) => clearFault(fault, name, `mongodb://${connection.host}`) });
  return {
    append: async (item) => {
      checkAppend(item);
      return queue.add(item);
    },
    appendAll: async (items) => {
      items.forEach(checkAppend);
      return Promise.all(items.map(queue.add));
    },
    caused: (stream, cause) => causedBy(models, stream, cause),
    read: (stream) => facts(models, stream),
    after, head,
    wake: awake.add,
    erase: (what, tombstone) => erase(models, what, tombstone).finally(tail.forget),
    verify: (witness) => verify(models, witness),
    newEpoch: async () => {
      await startEpoch(models, newEpochId(), (await head()).position);
      return head();
    },
    close: async () => {
      await queue.close();
      await awake.stop();
    },
  };
}

/** Opens the journal of one service on a connection of its own. */
export async function openDistributedJournal(options: DatabaseOptions & JournalOptions): Promise<ClosableJournal> {
  const database = await openDatabase(options);
  const journal = await journalOn(database, options).catch(async (fault: unknown) => {
    await database.close();
    throw clearFault(fault, database.name, options.url);
  });
  return { ...journal, close: async () => { await journal.close(); await database.close(); } };
}
