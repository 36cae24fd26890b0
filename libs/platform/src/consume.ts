import { Refusal } from '@cpom/kernel';
import type { Clock, Log } from './clock.ts';
import { openInbox, type Held, type Inbox } from './inbox.ts';
import type { Placed } from './project.ts';
import type { Bus, BusMessage, State } from './ports/index.ts';
import { isStorageFault } from './storage-fault.ts';
import { turn } from './turns.ts';

/** What became of a message: done, or it waits for a stream that has not spoken yet. Poison is thrown. */
export type Outcome = { readonly kind: 'applied' } | { readonly kind: 'waiting'; readonly for: string };

/** A message of a known type, its payload decoded. The version is the public stream's sequence. */
export interface Heard<T = unknown> extends Placed {
  /** Unique: the cause of whatever it leads to. */
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly traceparent?: string;
  readonly value: T;
}

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** How to read each known type, by its full protobuf name. Other types are kept, counted and skipped. */
  readonly types: Readonly<Record<string, (payload: Uint8Array) => unknown>>;
  /** Rejecting with `unavailable`, or with a fault of the storage, tries the batch again later; with anything else parks the message. */
  handle(heard: Heard): Promise<Outcome>;
  /** Faster road for views: all of a batch at once. When it rejects, each is handled alone to find the poison. */
  handleAll?(heard: readonly Heard[]): Promise<void>;
  readonly bus: Bus;
  readonly state: State;
  readonly clock: Clock;
  readonly log: Log;
}

/** One group of one service, and what it holds back. */
export interface Consumer {
  held(): Promise<readonly Held[]>;
  /** Handles again, in order, what is parked or waits in a stream: after a correction, or when the reason has gone. */
  release(topic: string, stream: string): Promise<void>;
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

const applied: Outcome = { kind: 'applied' };
export const outcomeApplied = (): Outcome => applied;
export const waitingFor = (stream: string): Outcome => ({ kind: 'waiting', for: stream });

/** Not the message's doing: it is tried again as long as it lasts, and never parked for it. */
const isTransient = (error: unknown): boolean => (error instanceof Refusal && error.code === 'unavailable') || isStorageFault(error);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function decode(types: ConsumeOptions['types'], message: BusMessage): Heard | undefined {
  const read = types[message.event.type];
  if (!read) return undefined;
  const { id, type, source, time, sequence, traceparent } = message.event;
  return { id, type, source, time, stream: message.key, version: sequence, value: read(message.payload), ...(traceparent ? { traceparent } : {}) };
}

async function decodeAll(types: ConsumeOptions['types'], batch: readonly BusMessage[]): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const message of batch) {
    const one = decode(types, message);
    if (one) heard.push(one);
    await turn();
  }
  return heard;
}

/** What one group does with messages one by one: hold, handle, park. */
function createHandling(options: ConsumeOptions, inbox: Inbox) {
  const hold = (as: Held['as'], because: string, message: BusMessage): Promise<void> => inbox.hold(as, because, message, options.clock.now());

  async function one(message: BusMessage): Promise<void> {
    try {
      const heard = decode(options.types, message);
      if (!heard) return await hold('unknown', message.event.type, message);
      const outcome = await options.handle(heard);
      if (outcome.kind === 'waiting') return await hold('waiting', outcome.for, message);
      await wake(message.key);
    } catch (error) {
      if (isTransient(error)) throw error;
      options.log.error({ err: error, group: options.group, stream: message.key, id: message.event.id }, 'message parked');
      await hold('parked', reasonOf(error), message);
    }
  }

  const again = (held: Held): Promise<void> => inbox.again(held, receive);

  async function wake(stream: string): Promise<void> {
    for (const held of inbox.waitingFor(stream)) await again(held);
  }

  /** A stream that is parked stays parked: its followers wait behind it. One that waits, or was unknown, is tried again. */
  async function receive(message: BusMessage): Promise<void> {
    const held = inbox.of(message);
    if (held?.as === 'parked') return hold('parked', held.because, message);
    if (held) await inbox.drop(held);
    return one(message);
  }

  return { receive, again };
}

async function fastRoad(options: ConsumeOptions, inbox: Inbox, batch: readonly BusMessage[]): Promise<boolean> {
  if (!options.handleAll || batch.some((message) => inbox.of(message) !== undefined || !options.types[message.event.type])) return false;
  try {
    await options.handleAll(await decodeAll(options.types, batch));
    return true;
  } catch (error) {
    options.log.warn({ err: error, group: options.group }, 'batch failed; each message is handled alone');
    return false;
  }
}

/** Subscribes a group. What an earlier version of the program did not know, and this one does, is handled first. */
export async function startConsumer(options: ConsumeOptions): Promise<Consumer> {
  const inbox = await openInbox(options.state, options.group);
  const { receive, again } = createHandling(options, inbox);
  for (const held of await inbox.all()) {
    if (held.as !== 'parked' && (held.as === 'waiting' || options.types[held.because])) await again(held);
  }
  const subscription = await options.bus.subscribe(options.group, options.topics, async (batch) => {
    if (await fastRoad(options, inbox, batch)) return;
    for (const message of batch) await receive(message);
  });
  return {
    held: () => inbox.all(),
    release: async (topic, stream) => {
      const held = (await inbox.all()).find((entry) => entry.topic === topic && entry.stream === stream);
      if (!held) throw new Refusal('not-found', 'Aucun message retenu sous ce nom : il a peut-être déjà été repris.');
      await again(held);
    },
    caughtUp: () => subscription.caughtUp(),
    stop: () => subscription.stop(),
  };
}
