import type { Connection } from 'mongoose';
import { commitOf } from '../hash.ts';
import type { Append, Commit, Conflict } from '../ports/index.ts';
import { durably } from './database.ts';
import { mayPass } from './database-faults.ts';
import { planned } from './journal-plan.ts';
import { fromDoc, type CommitDoc, type JournalModels } from './journal-schema.ts';
import { beginning, causedBy, placeAfter, versionOf, type Place } from './journal-store.ts';

/** What became of one append. An own fault (a payload that is no JSON) leaves nothing behind and is nobody else's. */
export type Result = { readonly outcome: Commit | Conflict; readonly added: boolean } | { readonly ownFault: unknown };

/** One insert that was tried: how many commits it held, how many of them it wrote. */
export interface Insertion {
  readonly tried: number;
  readonly written: number;
}

/** What the writer stands on. `known` is shared with those who read. */
export interface WriterDeps {
  readonly connection: Connection;
  readonly models: JournalModels;
  readonly known: { place: Place };
  readonly newSalt: () => Uint8Array;
  readonly patienceMs: number;
  readonly onInsert: (insertion: Insertion) => void;
  /** Told of what this process has just written, durably, each the next of the one before; of what it had written earlier, never again. */
  readonly onWritten: (commits: readonly Commit[]) => void;
}

interface Reply {
  readonly n: number;
  readonly writeErrors?: readonly { readonly index: number; readonly code: number; readonly errmsg: string; readonly keyPattern?: Readonly<Record<string, unknown>> }[];
  readonly writeConcernError?: { readonly code: number; readonly errmsg: string };
}

/** Streams whose version is remembered between two inserts. */
const mostVersions = 5_000;

/** What a writer remembers between two inserts. */
interface Writer extends WriterDeps {
  /** After our own last commit; they hold for as long as that one is the journal's last. */
  readonly versions: Map<string, number>;
  ours: Place;
  /** Nobody knows whether the last insert was written. */
  unsure: boolean;
}

async function findPlace(writer: Writer): Promise<Place> {
  const { models, known, ours, versions } = writer;
  const place = await placeAfter(models, known.place);
  if (place.position !== ours.position || place.hash !== ours.hash || versions.size > mostVersions) versions.clear();
  return (known.place = writer.ours = place);
}

/** Reads the versions of streams that must exist. One that must not is just tried: its first version is taken if it does. */
async function learn({ models, versions }: Writer, items: readonly Append[]): Promise<void> {
  const first = new Map<string, number>();
  for (const { stream, expectedVersion } of items) if (!first.has(stream)) first.set(stream, expectedVersion);
  const unknown = [...first].filter(([stream, expected]) => expected > 0 && !versions.has(stream));
  const found = await Promise.all(unknown.map(([stream]) => versionOf(models, stream)));
  unknown.forEach(([stream], index) => versions.set(stream, found[index] ?? 0));
}

/** The cause outranks the version. None: what stood in the way is not seen by the majority yet, or went away; it is to be tried again. */
async function look({ models, versions }: Writer, item: Append): Promise<Result[]> {
  const commit = await causedBy(models, item.stream, item.cause);
  if (commit) return [{ outcome: commit, added: false }];
  const actualVersion = await versionOf(models, item.stream);
  versions.delete(item.stream);
  return actualVersion === item.expectedVersion ? [] : [{ outcome: { conflict: true, stream: item.stream, actualVersion }, added: false }];
}

/** After an outcome that nobody knows: the first ones that their causes show to be there. */
async function settled(writer: Writer, items: readonly Append[]): Promise<Result[]> {
  const found = await Promise.all(items.map(({ stream, cause }) => causedBy(writer.models, stream, cause)));
  const end = found.indexOf(undefined);
  writer.unsure = false;
  return found.slice(0, end === -1 ? found.length : end).flatMap((commit) => (commit ? [{ outcome: commit, added: true }] : []));
}

async function insert(writer: Writer, docs: readonly CommitDoc[]): Promise<Reply> {
  const { connection, models, patienceMs } = writer;
  try {
    const command = { insert: models.commits.collection.collectionName, documents: docs, ordered: true, writeConcern: { ...durably, wtimeout: patienceMs } };
    const reply = (await connection.db?.command(command)) as Reply | undefined;
    if (!reply) throw new Error('the connection is closed');
    writer.unsure = reply.writeConcernError !== undefined;
    return reply;
  } catch (fault) {
    writer.unsure = mayPass(fault);
    throw fault;
  }
}

function written(writer: Writer, docs: readonly CommitDoc[]): Result[] {
  const last = docs.at(-1);
  if (last) writer.known.place = writer.ours = { position: last._id, hash: last.hash };
  docs.forEach(({ stream, version }) => writer.versions.set(stream, version));
  const commits = docs.map((doc) => commitOf(fromDoc(doc)));
  if (commits.length > 0) writer.onWritten(commits);
  return commits.map((outcome) => ({ outcome, added: true }));
}

/** What an insert that the majority has on disk has written, and what became of the first append that collided. */
async function outcomes(writer: Writer, docs: readonly CommitDoc[], { n, writeErrors: [error] = [] }: Reply, items: readonly Append[]): Promise<readonly Result[]> {
  const results = written(writer, docs.slice(0, n));
  if (!error) return results;
  if (error.code !== 11_000 && n === 0) throw Object.assign(new Error(`the journal cannot be written: ${error.errmsg}`), { code: error.code });
  const other = items[n];
  // The position was taken by another process: the rest takes the next places.
  if (error.code !== 11_000 || !other || '_id' in (error.keyPattern ?? {})) return results;
  return [...results, ...(await look(writer, other))];
}

/** Writes the first ones of these in one insert and says what became of them, in order. */
async function attempt(writer: Writer, items: readonly Append[]): Promise<readonly Result[]> {
  const before = writer.unsure ? await settled(writer, items) : [];
  if (before.length > 0) return before;
  const place = await findPlace(writer);
  await learn(writer, items);
  const { docs, ...own } = planned(items, place, (stream) => writer.versions.get(stream) ?? 0, writer.newSalt);
  const [first] = items;
  if (docs.length === 0) return 'ownFault' in own ? [{ ownFault: own.ownFault }] : first ? look(writer, first) : [];
  const reply = await insert(writer, docs);
  writer.onInsert({ tried: docs.length, written: reply.n });
  return writer.unsure ? [] : outcomes(writer, docs, reply, items);
}

/**
 * Writes groups of commits, each group in ONE ordered insert: one acknowledgement by the majority, one flush of the disk, however many commits.
 * No transaction is needed. An ordered insert is applied in order and stops at the first document that collides, and the log of the
 * database keeps that order: whatever dies, what is left is a prefix, contiguous and chained. Nobody was told of it yet, so its
 * callers find it by their causes. One document a group would be whole or absent, but uniqueness does not hold within a document,
 * erasing would write the group again, and a position would not be a key.
 *
 * Position and chain are safe because `_id` is taken once, and only after the place before it was read from the majority: that one is never
 * rolled back. So a writer that lost a race waits until the majority has the winner's commit; building on one that is merely there could leave a hole.
 *
 * The function it gives says what became of the first ones of a group, in order: none when another process was first, to be tried
 * again. It throws when nothing is known, and settles that itself when the same ones come again.
 */
export function journalWriter(deps: WriterDeps): (items: readonly Append[]) => Promise<readonly Result[]> {
  const writer: Writer = { ...deps, versions: new Map(), ours: beginning, unsure: false };
  return (items) => attempt(writer, items);
}
