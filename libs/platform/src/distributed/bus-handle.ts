import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { BusMessage, HandleBatch } from '../ports/bus.ts';
import { fromRecord } from './bus-message.ts';
import { partitionOf } from './bus-offsets.ts';

/** A record that is no message of ours: it is passed over, and stays where it lies for who wants to look. */
export interface RefusedRecord {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
}

export interface HandlingOptions {
  readonly group: string;
  /** The topic's name in the instance, from its name among the brokers. */
  readonly nameOf: (topic: string) => string;
  readonly handle: HandleBatch;
  readonly isStopped: () => boolean;
  /** How long to rest after so many failures in a row; cut short by a stop. */
  rest(failures: number): Promise<void>;
  onFault(fault: unknown): void;
  onRefused(refused: RefusedRecord): void;
  advance(partition: string, next: bigint): void;
}

const batchSize = 200;
const beat = 1_000;

/** Tells the group that we live while a piece is handled. What the group answers (a rebalance) is kept for afterwards. */
function beating(heartbeat: () => Promise<void>): { answer(): unknown; end(): void } {
  let answer: unknown;
  const timer = setInterval(() => { heartbeat().catch((error: unknown) => { answer ??= error; }); }, beat);
  return { answer: () => answer, end: () => { clearInterval(timer); } };
}

/** The messages among the records; the others are refused. */
function read({ group, nameOf, onRefused }: HandlingOptions, topic: string, partition: number, records: readonly KafkaMessage[]): BusMessage[] {
  return records.flatMap((record) => {
    const message = fromRecord(nameOf(topic), record);
    if (typeof message !== 'string') return message;
    onRefused({ group, topic: nameOf(topic), partition, offset: record.offset, reason: message });
    return [];
  });
}

/**
 * Handles what was fetched of one partition: in order, a piece again until it goes well, its place committed after it. Only what the
 * brokers say is thrown, and only between pieces: the partition moves to another process when nothing of it is under way here.
 */
export function createHandling(options: HandlingOptions): (payload: EachBatchPayload) => Promise<void> {
  /** True once it went well; false when it was stopped, or the group called, before. */
  async function insist(messages: readonly BusMessage[], called: () => boolean): Promise<boolean> {
    for (let failures = 0; !options.isStopped() && !called(); ) {
      const fault = await options.handle(messages).then(() => undefined, (error: unknown) => ({ error }));
      if (!fault) return true;
      options.onFault(fault.error);
      await options.rest((failures += 1));
    }
    return false;
  }

  /** The place is known before it is durable: what was handled is handled, and comes twice at worst. */
  async function keep({ batch: { topic, partition }, resolveOffset, commitOffsetsIfNecessary }: EachBatchPayload, last: string): Promise<void> {
    const next = BigInt(last) + 1n;
    resolveOffset(last);
    options.advance(partitionOf(topic, partition), next);
    await commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: next.toString() }] }] });
  }

  return async (payload) => {
    const { batch, heartbeat } = payload;
    const { topic, partition } = batch;
    for (let at = 0; at < batch.messages.length; at += batchSize) {
      const records = batch.messages.slice(at, at + batchSize);
      const messages = read(options, topic, partition, records);
      const heart = beating(heartbeat);
      const done = messages.length === 0 || (await insist(messages, () => heart.answer() !== undefined));
      heart.end();
      if (done) await keep(payload, records.at(-1)?.offset ?? batch.lastOffset());
      if (heart.answer() !== undefined) throw heart.answer();
      if (!done || options.isStopped()) return;
      await heartbeat();
    }
  };
}
