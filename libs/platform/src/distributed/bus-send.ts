import { setTimeout as pause } from 'node:timers/promises';
import { CompressionTypes, type Producer } from 'kafkajs';
import type { BusMessage } from '../ports/bus.ts';
import { largestMessage } from '../appends.ts';
import { sizeOf, toRecord } from './bus-message.ts';

/** Sends messages in the order they are given: one request at a time, never the next before the last is settled. */
export interface Sender {
  /** Durable, on enough brokers, once it returns. Rejects when they could not be had within the time, or at once for what they never take. */
  send(messages: readonly BusMessage[]): Promise<void>;
  /** Takes nothing more; resolves once what waits was sent, or given up. */
  close(): Promise<void>;
}

export interface SenderOptions {
  readonly producer: Pick<Producer, 'sendBatch'>;
  /** The topic's name among the brokers. */
  readonly nameOf: (topic: string) => string;
  /** How long a request is tried again (milliseconds) before it is given up. */
  readonly patience?: number;
}

interface Sending {
  left: number;
  resolve(): void;
  reject(reason: unknown): void;
}
interface Item { readonly message: BusMessage; readonly of: Sending }

const mostMessages = 500;
const usualPatience = 30_000;
const [firstPause, longestPause] = [100, 1_000];

/** What goes in one request: a request is one batch a partition, and the brokers limit a batch. */
function take(queue: Item[]): Item[] {
  let [count, bytes] = [0, 0];
  for (const { message } of queue) {
    bytes += sizeOf(message);
    if (count > 0 && (count >= mostMessages || bytes > largestMessage)) break;
    count += 1;
  }
  return queue.splice(0, count);
}

const isForever = (error: unknown): boolean => {
  const cause = (error as { cause?: unknown }).cause ?? error;
  return (cause as { type?: string }).type === 'MESSAGE_TOO_LARGE' || (cause as { type?: string }).type === 'TOPIC_AUTHORIZATION_FAILED';
};

function settle(items: readonly Item[]): void {
  for (const { of } of items) if ((of.left -= 1) === 0) of.resolve();
}

type Request = (items: readonly Item[]) => Promise<void>;

/**
 * The producer given must not try again by itself: kafkajs then skips a broker that already answered, even when it has
 * meanwhile become the leader of what is left to send. Here the whole request is sent again: twice is allowed, never is not.
 */
function insisting({ producer, nameOf, patience = usualPatience }: SenderOptions, isClosed: () => boolean): Request {
  async function once(items: readonly Item[]): Promise<void> {
    const byTopic = Map.groupBy(items, ({ message }) => message.topic);
    const topicMessages = [...byTopic].map(([topic, some]) => ({ topic: nameOf(topic), messages: some.map(({ message }) => toRecord(message)) }));
    await producer.sendBatch({ acks: -1, timeout: 10_000, compression: CompressionTypes.None, topicMessages });
  }
  return async (items) => {
    const limit = Date.now() + patience;
    for (let rest = firstPause; ; rest = Math.min(2 * rest, longestPause)) {
      try {
        return await once(items);
      } catch (error) {
        if (isClosed() || isForever(error) || Date.now() + rest > limit) throw error;
        await pause(rest);
      }
    }
  };
}

/** A sender that nothing waits in. */
export function createSender(options: SenderOptions): Sender {
  const queue: Item[] = [];
  let closed = false;
  let running: Promise<void> | undefined;
  const request = insisting(options, () => closed);

  /** Who is refused sends all its messages again: the rest of them must not go before. */
  function refuse(items: readonly Item[], reason: unknown): void {
    const refused = new Set(items.map(({ of }) => of));
    queue.splice(0, queue.length, ...queue.filter(({ of }) => !refused.has(of)));
    refused.forEach((sending) => { sending.reject(reason); });
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      const items = take(queue);
      await request(items).then(() => { settle(items); }, (error: unknown) => { refuse(items, error); });
    }
    running = undefined;
  }

  return {
    send: (messages) => {
      if (closed) return Promise.reject(new Error('the bus is closed'));
      if (messages.length === 0) return Promise.resolve();
      const tooLarge = messages.find((message) => sizeOf(message) > largestMessage);
      if (tooLarge) return Promise.reject(new Error(`the message ${tooLarge.event.id} is larger than ${largestMessage} bytes: it is not sent`));
      return new Promise((resolve, reject) => {
        const of: Sending = { left: messages.length, resolve, reject };
        for (const message of messages) queue.push({ message, of });
        running ??= run();
      });
    },
    close: async () => {
      closed = true;
      await running;
    },
  };
}
