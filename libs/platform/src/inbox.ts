import type { BusMessage, Json, State } from './ports/index.ts';

/** Why a message has not been applied: it waits for something, it is poison (or follows one), or nobody here knows its type. */
export type HeldAs = 'waiting' | 'parked' | 'unknown';

/** Messages of one stream that are held, in their order. */
export interface Held {
  readonly as: HeldAs;
  readonly topic: string;
  readonly stream: string;
  /** What it waits for (a stream), or what went wrong, or the unknown type. */
  readonly because: string;
  readonly since: string;
  readonly messages: readonly BusMessage[];
}

/** The messages that a group holds back, durable: nothing is lost, anybody can look, a command releases. */
export interface Inbox {
  all(): Promise<readonly Held[]>;
  of(message: BusMessage): Held | undefined;
  waitingFor(stream: string): readonly Held[];
  hold(as: HeldAs, because: string, message: BusMessage, now: string): Promise<void>;
  /** Lets go of a stream's held messages: a later one says all that they said. */
  drop(held: Held): Promise<void>;
  /**
   * Hands a stream's held messages over, in order, to be handled again. Until all are, those that are left stay written down: what ends
   * the process meanwhile loses none. When it rejects they are held as before.
   */
  again(held: Held, handle: (message: BusMessage) => Promise<void>): Promise<void>;
}

type Stored = { readonly as: HeldAs; readonly because: string; readonly since: string; readonly messages: readonly Json[] };

const encode = (message: BusMessage): Json => ({ topic: message.topic, key: message.key, event: { ...message.event } as unknown as Json, payload: Buffer.from(message.payload).toString('base64') });

function decode(json: Json): BusMessage {
  const stored = json as unknown as { topic: string; key: string; event: BusMessage['event']; payload: string };
  return { ...stored, payload: Buffer.from(stored.payload, 'base64') };
}

const keyOf = (group: string, topic: string, stream: string): string => `held:${group}:${topic}:${stream}`;

/** The state says nothing of what was said before: for an unknown type the latest of a stream is enough. */
const kept = (as: HeldAs, before: readonly BusMessage[], message: BusMessage): readonly BusMessage[] =>
  as === 'unknown' ? [message] : [...before.filter((other) => other.event.id !== message.event.id), message];

const stored = ({ as, because, since }: Held, messages: readonly BusMessage[]): Json => ({ as, because, since, messages: messages.map(encode) });

async function readHeld(state: State, group: string): Promise<Map<string, Held>> {
  const entries = await state.list(`held:${group}:`);
  return new Map(entries.map(({ key, value }) => {
    const entry = value as unknown as Stored;
    const messages = entry.messages.map(decode);
    return [key, { ...entry, topic: messages[0]?.topic ?? '', stream: messages[0]?.key ?? '', messages }];
  }));
}

/** What is held, by key; and of the streams that are being handled again, the message in hand and those behind it. */
interface Keeping {
  readonly state: State;
  readonly held: Map<string, Held>;
  readonly left: Map<string, readonly BusMessage[]>;
}

async function again({ state, held, left }: Keeping, key: string, entry: Held, handle: (message: BusMessage) => Promise<void>): Promise<void> {
  held.delete(key);
  try {
    for (const [index, message] of entry.messages.entries()) {
      left.set(key, entry.messages.slice(index));
      await handle(message);
    }
  } catch (fault) {
    const now = held.get(key);
    held.set(key, { ...(now ?? entry), messages: [...(now?.messages ?? []), ...(left.get(key) ?? [])] });
    throw fault;
  } finally {
    left.delete(key);
  }
  if (!held.has(key)) await state.delete(key);
}

/** Opens what a group held back before it stopped. */
export async function openInbox(state: State, group: string): Promise<Inbox> {
  const keeping: Keeping = { state, held: await readHeld(state, group), left: new Map() };
  const { held, left } = keeping;
  const keyFor = ({ topic, stream }: Pick<Held, 'topic' | 'stream'>): string => keyOf(group, topic, stream);
  return {
    all: () => Promise.resolve([...held.values()]),
    of: (message) => held.get(keyOf(group, message.topic, message.key)),
    waitingFor: (stream) => [...held.values()].filter((entry) => entry.as === 'waiting' && entry.because === stream),
    again: (entry, handle) => again(keeping, keyFor(entry), entry, handle),
    hold: async (as, because, message, now) => {
      const key = keyOf(group, message.topic, message.key);
      const before = held.get(key);
      const entry: Held = { as, because, topic: message.topic, stream: message.key, since: before?.since ?? now, messages: kept(as, before?.messages ?? [], message) };
      await state.put(key, stored(entry, [...entry.messages, ...(left.get(key) ?? []).filter(({ event }) => event.id !== message.event.id)]));
      // Only now: what is not written down is not held, and its message comes again.
      held.set(key, entry);
    },
    drop: async (entry) => {
      const [key, rest] = [keyFor(entry), left.get(keyFor(entry))];
      held.delete(key);
      await (rest ? state.put(key, stored(entry, rest)) : state.delete(key));
    },
  };
}
