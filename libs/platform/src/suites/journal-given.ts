import type { Actor, DomainEvent, Fact, Instant, Tombstone } from '@cpom/kernel';
import { isConflict, type Append, type Commit, type Conflict, type Cursor, type Journal, type Message } from '../ports/index.ts';

/** Damage that only the adapter can do, behind the port's back. The journal is open meanwhile. */
export interface Tamper {
  /** Changes one bit of a payload's body. */
  flipPayload(position: number, part: 'data.0' | 'text.0' | 'message.0'): Promise<void>;
  /** Changes something in what the hash covers: the cause, say. */
  flipHeader(position: number): Promise<void>;
  /** Removes a commit and its payloads. */
  drop(position: number): Promise<void>;
  dropPayload(position: number, part: 'data.0' | 'text.0' | 'message.0'): Promise<void>;
  /** Exchanges two commits, payloads included. */
  swap(one: number, other: number): Promise<void>;
  /** Removes everything after the position. */
  cutOff(after: number): Promise<void>;
}

/** A journal that an adapter opened for one test, on a storage of its own. */
export interface JournalUnderTest {
  readonly journal: Journal;
  /** Closes the journal and opens the same storage again, as after a restart. */
  reopen(): Promise<Journal>;
  /** Copies the storage as it is. The function it gives closes the journal, puts the copy back and opens it. */
  backup(): Promise<() => Promise<Journal>>;
  readonly tamper: Tamper;
  /** Closes everything and removes the storage. */
  close(): Promise<void>;
}

export const actor: Actor = { actorId: 'p-1', role: 'dreets-agent', organisation: 'dreets-24' };
export const noon = '2026-03-27T12:00:00.000Z' as Instant;
export const tombstone: Tombstone = { erasedAt: noon, by: actor, reason: "Demande d'effacement" };

const utf8 = new TextEncoder();

export const message = (text: string, topic = 'contracts'): Message => ({
  topic,
  type: 'cpom.contracts.v1.ContractState',
  audience: 'nation',
  payload: utf8.encode(text),
});

export const event = (type: string, text?: string): DomainEvent => ({ type, ...(text === undefined ? {} : { text: { comment: text } }) });

/** One event, one message, unless told otherwise. */
export const item = (stream: string, expectedVersion: number, cause: string, more: Partial<Append> = {}): Append => ({
  stream,
  expectedVersion,
  cause,
  recordedAt: noon,
  actor,
  events: [event('Opened', `note of ${cause}`)],
  messages: [message(`${stream} after ${cause}`)],
  ...more,
});

export function committed(outcome: Commit | Conflict | undefined): Commit {
  if (!outcome || isConflict(outcome)) throw new Error(`expected a commit, got ${JSON.stringify(outcome)}`);
  return outcome;
}

export const append = async (journal: Journal, one: Append): Promise<Commit> => committed(await journal.append(one));

/** As many commits as asked, in streams of their own, of one event and one message each. */
export const filled = async (journal: Journal, count: number): Promise<readonly Commit[]> =>
  (await journal.appendAll(Array.from({ length: count }, (_, index) => item(`contract-${index + 1}`, 0, `c${index + 1}`)))).map(committed);

export async function readAll(journal: Journal, stream: string): Promise<Fact[]> {
  const facts: Fact[] = [];
  for await (const fact of journal.read(stream)) facts.push(fact);
  return facts;
}

/** Follows the journal to its end by steps of `limit`, as a follower does. */
export async function follow(journal: Journal, limit: number, from?: Cursor): Promise<Commit[]> {
  const { epoch } = await journal.head();
  const commits: Commit[] = [];
  let cursor = from;
  for (;;) {
    const some = await journal.after(cursor, limit);
    commits.push(...some);
    const last = some.at(-1);
    if (!last) return commits;
    cursor = { epoch, position: last.position, hash: last.hash };
  }
}
