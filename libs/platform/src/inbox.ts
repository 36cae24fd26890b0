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
  /** Takes a stream's held messages out, to be handled again by the caller. */
  take(held: Held): Promise<readonly BusMessage[]>;
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

/** Opens what a group held back before it stopped. */
export async function openInbox(state: State, group: string): Promise<Inbox> {
  const held = new Map<string, Held>();
  for (const entry of await state.list(`held:${group}:`)) {
    const stored = entry.value as unknown as Stored;
    const messages = stored.messages.map(decode);
    const [topic, stream] = [messages[0]?.topic ?? '', messages[0]?.key ?? ''];
    held.set(entry.key, { ...stored, topic, stream, messages });
  }
  return {
    all: () => Promise.resolve([...held.values()]),
    of: (message) => held.get(keyOf(group, message.topic, message.key)),
    waitingFor: (stream) => [...held.values()].filter((entry) => entry.as === 'waiting' && entry.because === stream),
    hold: async (as, because, message, now) => {
      const key = keyOf(group, message.topic, message.key);
      const before = held.get(key);
      const entry: Held = { as, because, topic: message.topic, stream: message.key, since: before?.since ?? now, messages: kept(as, before?.messages ?? [], message) };
      await state.put(key, { as, because: entry.because, since: entry.since, messages: entry.messages.map(encode) });
      // Only now: what is not written down is not held, and its message comes again.
      held.set(key, entry);
    },
    take: async (entry) => {
      const key = keyOf(group, entry.topic, entry.stream);
      held.delete(key);
      await state.delete(key);
      return entry.messages;
    },
  };
}
