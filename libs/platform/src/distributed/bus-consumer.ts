import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { Log } from '../clock.ts';
import { makeRest } from './bus-rest.ts';

/** How a group is joined; names are those among the brokers. */
export interface ConsumerOptions {
  readonly kafka: Kafka;
  readonly group: string;
  readonly topics: readonly string[];
  /** How long the brokers keep a fetch that finds nothing, in milliseconds. */
  readonly longPoll: number;
  readonly log: Log;
  eachBatch(payload: EachBatchPayload): Promise<void>;
}

/** A member of a group, made anew whenever it ended, until it is stopped. */
export interface Member {
  stop(): Promise<void>;
}

const stopLimitMs = 8_000;
const between = { first: 500, longest: 5_000 };

const consumerOf = ({ kafka, group, longPoll }: ConsumerOptions): Consumer => kafka.consumer({
  groupId: group,
  sessionTimeout: 6_000,
  heartbeatInterval: 1_000,
  rebalanceTimeout: 60_000,
  maxWaitTimeInMs: longPoll,
  allowAutoTopicCreation: false,
  readUncommitted: true,
  // When its own tries end, it is made anew here: one road back, whatever the reason.
  retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
});

const within = (work: Promise<unknown>, milliseconds: number): Promise<unknown> => {
  const { promise, resolve } = Promise.withResolvers();
  const timer = setTimeout(resolve, milliseconds);
  return Promise.race([work, promise]).finally(() => { clearTimeout(timer); });
};

async function close(consumer: Consumer): Promise<void> {
  await within(consumer.stop(), stopLimitMs).catch(() => undefined);
  await within(consumer.disconnect(), stopLimitMs).catch(() => undefined);
}

/** Resolves once the group is joined, or the try to join has failed and `ended` was told. */
async function join(consumer: Consumer, { topics, eachBatch }: ConsumerOptions, ended: (reason: Error) => void): Promise<void> {
  consumer.on(consumer.events.CRASH, ({ payload }) => { ended(payload.error); });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 1, eachBatch });
  } catch (error) {
    ended(error as Error);
  }
}

/** Joins a group and stays in it. Resolves once the first try has ended; a later one follows by itself. */
export async function startMember(options: ConsumerOptions): Promise<Member> {
  const rest = makeRest(between);
  const [first, stopping] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  let stopped = false;

  async function live(): Promise<void> {
    for (let failures = 1; !stopped; failures += 1) {
      const consumer = consumerOf(options);
      const ended = Promise.withResolvers<Error | undefined>();
      await join(consumer, options, ended.resolve);
      first.resolve(undefined);
      const reason = await Promise.race([ended.promise, stopping.promise]);
      await close(consumer);
      if (reason === undefined) return;
      options.log.warn({ err: reason, group: options.group }, 'the consumer ended; it is started again');
      await rest.afterFailure(Math.min(failures, 4));
    }
  }

  const living = live();
  await first.promise;
  return {
    stop: async () => {
      stopped = true;
      stopping.resolve(undefined);
      rest.end();
      await living;
    },
  };
}
