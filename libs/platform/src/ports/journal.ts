import type { Actor, DomainEvent, Fact, Instant, Tombstone } from '@cpom/kernel';

/** How far a message may travel: inside its instance, to the nation, or from the nation to every region. */
export type Audience = 'instance' | 'nation' | 'regions';
/** Those outside the instance, who follow its journals. */
export type PublicAudience = Exclude<Audience, 'instance'>;

/** What an aggregate says of itself after a commit: a state, never a delta, so that the latest is enough. */
export interface Message {
  readonly topic: string;
  /** Full protobuf name of the payload. */
  readonly type: string;
  readonly audience: Audience;
  readonly payload: Uint8Array;
}

/** A message with its place: the public stream is the aggregate's, the sequence is the version it speaks of. */
export interface Said extends Message {
  readonly stream: string;
  readonly sequence: number;
  readonly erased?: Tombstone;
}

/** What one command wants to write. `cause` names the request and is unique in its stream: a repeat is the same append. */
export interface Append {
  readonly stream: string;
  /** The version the decision was made on: 0 for a stream that does not exist. */
  readonly expectedVersion: number;
  readonly cause: string;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly events: readonly DomainEvent[];
  readonly messages: readonly Message[];
  readonly traceparent?: string;
}

/** One durable write: its events and what it says in public. Positions start at 1 and have no gap. */
export interface Commit {
  readonly position: number;
  readonly stream: string;
  readonly cause: string;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly traceparent?: string;
  readonly facts: readonly Fact[];
  readonly messages: readonly Said[];
  /** SHA-256, hexadecimal: chains the previous commit's hash with the digests of this commit's payloads. */
  readonly hash: string;
}

/** Somebody else wrote the stream first: read again and decide again. A value, not a fault. */
export interface Conflict {
  readonly conflict: true;
  readonly stream: string;
  readonly actualVersion: number;
}

/** A place in a journal that can be checked: which life of the journal, which commit, and that commit's hash. */
export interface Cursor {
  readonly epoch: string;
  /** The last commit read; 0 is the beginning. */
  readonly position: number;
  /** The hash of that commit; empty at the beginning. */
  readonly hash: string;
}

/** What `verify` found. A payload erased by law is counted, not a fault. */
export interface Verification {
  readonly head: Cursor;
  readonly commits: number;
  readonly erased: number;
  readonly faults: readonly { readonly position: number; readonly message: string }[];
}

/** What to erase: the free text of one event, or what was once said in public by a stream up to a version. */
export type Erasure =
  | { readonly part: 'text'; readonly stream: string; readonly version: number }
  | { readonly part: 'messages'; readonly stream: string; readonly upTo: number };

/** The source of truth and the outbox of one service. */
export interface Journal {
  /**
   * Durable once it returns. The same cause again gives the first commit, whatever the version expected;
   * else a version that is not the stream's gives a Conflict. An append without event is refused.
   */
  append(item: Append): Promise<Commit | Conflict>;
  /**
   * Independent appends in as few durable writes as the adapter can; each has its own outcome, as `append`.
   * When it rejects, some may have been written: the same causes again settle it.
   */
  appendAll(items: readonly Append[]): Promise<readonly (Commit | Conflict)[]>;
  /** The commit that this cause made in this stream, if any: settles an outcome that was lost on the way. */
  caused(stream: string, cause: string): Promise<Commit | undefined>;
  /** The facts of a stream in order of version; nothing for an unknown stream. */
  read(stream: string): AsyncIterable<Fact>;
  /** At most `limit` whole commits after the cursor, in commit order, without a gap; fewer when they were the last. Refuses `diverged` a cursor of another history. */
  after(cursor: Cursor | undefined, limit: number): Promise<readonly Commit[]>;
  /** The cursor of the last commit. */
  head(): Promise<Cursor>;
  /** Calls the listener (soon, at most once a turn) after commits were added. Returns the way to stop. */
  wake(listener: () => void): () => void;
  /** Replaces a payload by a tombstone; what was already erased stays as it was. Refuses `not-found` what is not there. */
  erase(what: Erasure, tombstone: Tombstone): Promise<void>;
  /** Reads the whole chain again. With a witness (a cursor someone else kept), also finds a tail that was cut off. */
  verify(witness?: Cursor): Promise<Verification>;
  /** Starts a new life after a restore: every cursor given before is told `diverged` from now on. */
  newEpoch(): Promise<Cursor>;
}

export const isConflict = (outcome: Commit | Conflict): outcome is Conflict => 'conflict' in outcome;

/** The place of a commit in a journal's given life. */
export const cursorOf = (epoch: string, commit: Commit): Cursor => ({ epoch, position: commit.position, hash: commit.hash });
