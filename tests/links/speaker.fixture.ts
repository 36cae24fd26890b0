import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { randomUUID } from 'node:crypto';
import type { Actor, Instant } from '@cpom/kernel';
import type { Bus, Journal } from '@cpom/platform';
import { listen, startBase, stopAll, type Running, type ServiceDeps } from '@cpom/service';

/** What is said, byte for byte. */
export interface Said {
  readonly topic: string;
  readonly type: string;
  readonly stream: string;
  readonly payload: Uint8Array;
}

/** A service that says what it is told, as no version of ours would: journal, heads and feed are the program's. */
export interface Speaker {
  start(deps: ServiceDeps, config: object): Promise<Running>;
  say(...all: readonly Said[]): Promise<void>;
}

const somebody: Actor = { actorId: 'service:other', role: 'service', organisation: '' };

export function speaker(): Speaker {
  let journal: Journal | undefined;
  const versions = new Map<string, number>();
  const sayOne = async ({ stream, ...message }: Said): Promise<void> => {
    const version = versions.get(stream) ?? 0;
    versions.set(stream, version + 1);
    await journal?.append({
      stream, expectedVersion: version, cause: randomUUID(), recordedAt: '2026-03-02T08:00:00.000Z' as Instant, actor: somebody,
      events: [{ type: 'Said' }], messages: [{ ...message, audience: 'nation' }],
    });
  };
  return {
    start: async (deps) => {
      journal = deps.ports.journal;
      const base = await startBase(deps, 'directory', []);
      const server = await listen([base.feed], deps.listen);
      return { address: server.address, caughtUp: base.caughtUp, stop: () => stopAll([server, base]) };
    },
    say: async (...all) => { for (const one of all) await sayOne(one); },
  };
}

/** The message as a program would say it that knows only these fields. */
export function onlyFields(payload: Uint8Array, numbers: readonly number[]): Uint8Array {
  const reader = new BinaryReader(payload);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [field, wireType] = reader.tag();
    reader.skip(wireType, field);
    if (numbers.includes(field)) kept.push(payload.subarray(from, reader.pos));
  }
  return Buffer.concat(kept);
}

/** The message with one more message inside, at that number. */
export const withBytes = (payload: Uint8Array, number: number, inside: Uint8Array): Uint8Array =>
  Buffer.concat([payload, new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(inside).finish()]);

/** The message as a later program would say it, with a field that nobody knows yet. */
export const withField = (payload: Uint8Array, number: number, text: string): Uint8Array => withBytes(payload, number, Buffer.from(text));

/** A bus that refuses topics that are in no list, as the distributed one does. */
export const declared = (bus: Bus, topics: readonly string[]): Bus => ({
  ...bus,
  subscribe: (...args) => bus.subscribe(...args),
  lags: () => bus.lags(),
  publish: async (messages) => {
    const stranger = messages.find(({ topic }) => !topics.includes(topic));
    if (stranger) throw new Error(`the topic ${stranger.topic} is not declared`);
    await bus.publish(messages);
  },
});
