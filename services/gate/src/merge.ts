import { Refusal } from '@cpom/kernel';
import type { FeedBatch } from '@cpom/proto/feed/v1/feed';
import type { FeedConnection } from '@cpom/service';

/** Where a follower stands in each service's journal. Opaque to the follower. */
export type Vector = Readonly<Record<string, string>>;

export const encodeVector = (vector: Vector): Buffer => Buffer.from(JSON.stringify(vector));

const isVector = (value: unknown): value is Vector =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((cursor) => typeof cursor === 'string');

/** A vector as it came back: empty at the beginning; refuses `diverged` what no gate of this instance wrote. */
export function decodeVector(bytes: Uint8Array, services: readonly string[]): Vector {
  if (bytes.length === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString());
    if (isVector(value) && Object.keys(value).every((service) => services.includes(service))) return value;
  } catch {
    // Not JSON: told below.
  }
  throw new Refusal('diverged', "Ce point de reprise n'est pas de cette instance : reprenez depuis le début.");
}

export interface MergeOptions {
  readonly feeds: ReadonlyMap<string, FeedConnection>;
  readonly audience: string;
  readonly from: Vector;
  readonly signal: AbortSignal;
  /** Takes one batch at a time and resolves when the follower has room for the next. */
  write(batch: FeedBatch): Promise<void>;
  readonly programVersion: string;
  /** Pause between two signs of life while nothing is said, in milliseconds. */
  readonly heartbeat: number;
}

/** Merges the feeds of an instance's services under one cursor: each in its own order, payloads untouched. Ends when one of them fails. */
export async function merge({ feeds, audience, from, signal, write, programVersion, heartbeat }: MergeOptions): Promise<void> {
  const vector: Record<string, string> = { ...from };
  const atHead = new Map([...feeds.keys()].map((service): [string, boolean] => [service, false]));
  let writing: Promise<void> = Promise.resolve();

  const say = (messages: FeedBatch['messages']): Promise<void> => {
    const batch = { messages, cursor: encodeVector(vector), atHead: [...atHead.values()].every(Boolean), programVersion };
    return (writing = writing.then(() => write(batch)));
  };
  async function carry(service: string, feed: FeedConnection, stop: AbortSignal): Promise<void> {
    const cursor = Buffer.from(vector[service] ?? '', 'base64');
    for await (const batch of feed.follow({ audience, cursor }, stop)) {
      vector[service] = batch.cursor.toString('base64');
      atHead.set(service, batch.atHead);
      await say(batch.messages);
    }
  }

  const oneFailed = new AbortController();
  const stop = AbortSignal.any([signal, oneFailed.signal]);
  const timer = setInterval(() => { say([]).catch((error: unknown) => { oneFailed.abort(error); }); }, heartbeat);
  try {
    await Promise.all([...feeds].map(([service, feed]) => carry(service, feed, stop)));
  } finally {
    clearInterval(timer);
    oneFailed.abort();
  }
}
