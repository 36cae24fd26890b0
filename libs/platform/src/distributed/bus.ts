import { Partitioners } from 'kafkajs';
import type { Bus } from '../ports/bus.ts';
import { busClient, type BusConnection } from './bus-client.ts';
import { openGroups, type GroupOptions } from './bus-groups.ts';
import { offsetsOf } from './bus-offsets.ts';
import { createSender } from './bus-send.ts';
import { onceThere } from './bus-start.ts';
import { ensureTopic, type TopicShape } from './bus-topics.ts';

/** One instance's bus on Kafka. Several instances may share a cluster: each has its prefix. */
export interface DistributedBusOptions extends BusConnection, GroupOptions {
  /** Every topic of the instance: made compacted when absent, refused when it is not. `as-named` makes any, for tests. */
  readonly topics: readonly string[] | 'as-named';
  readonly shape?: TopicShape;
  /** How long a request is tried again before `publish` rejects, in milliseconds. */
  readonly patience?: number;
  /** How long brokers that do not answer are waited for at the start, in milliseconds; a minute unless told. */
  readonly startPatience?: number;
}

/** The instance's bus: whoever opened it closes it. */
export interface DistributedBus extends Bus {
  /** Says whether the brokers answer now, within two seconds. */
  answers(): Promise<boolean>;
  /** Stops every subscription, sends what waits, lets go of the brokers. */
  close(): Promise<void>;
}

const usualShape: TopicShape = { partitions: 3 };
const answerWithinMs = 2_000;

/** What is declared was made or examined at the start; another name is a fault of the program, not a new topic. */
function declaring(declared: DistributedBusOptions['topics'], ensure: (topic: string) => Promise<void>): (topics: readonly string[]) => Promise<void> {
  const known = new Map<string, Promise<void>>();
  return async (topics) => {
    for (const topic of new Set(topics)) {
      if (declared !== 'as-named' && !declared.includes(topic)) throw new Error(`the topic ${topic} is not declared: it is in no list of topics of this instance`);
      const made = known.get(topic) ?? ensure(topic);
      known.set(topic, made);
      await made.catch((error: unknown) => { known.delete(topic); throw error; });
    }
  };
}

/** Opens the bus kept by Kafka brokers. Rejects with `BrokersAway` when they do not answer in time, with `TopicRefused` when a topic is not as it must be. */
export async function openDistributedBus(options: DistributedBusOptions): Promise<DistributedBus> {
  const { prefix, topics, shape = usualShape, log } = options;
  const kafka = busClient(options, log);
  const [admin, producer] = [kafka.admin(), kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1, retry: { retries: 0 }, createPartitioner: Partitioners.DefaultPartitioner })];
  const toBroker = (name: string): string => `${prefix}${name}`;
  const disconnect = async (): Promise<void> => { await Promise.allSettled([producer.disconnect(), admin.disconnect()]); };
  const known = declaring(topics, (topic) => ensureTopic(admin, toBroker(topic), shape));
  const begin = async (): Promise<void> => {
    await Promise.all([admin.connect(), producer.connect()]);
    if (topics !== 'as-named') await known(topics);
  };
  await onceThere(begin, options).catch(async (error: unknown) => {
    await disconnect();
    throw error;
  });
  const sender = createSender({ producer, nameOf: toBroker, ...(options.patience === undefined ? {} : { patience: options.patience }) });
  const groups = openGroups({ ...options, kafka, offsets: offsetsOf(admin), toBroker, known });
  return {
    publish: async (messages) => {
      await known(messages.map(({ topic }) => topic));
      await sender.send(messages);
    },
    subscribe: groups.subscribe,
    lags: groups.lags,
    answers: () => Promise.race([
      admin.describeCluster().then(() => true, () => false),
      new Promise<boolean>((resolve) => { setTimeout(resolve, answerWithinMs, false).unref(); }),
    ]),
    close: async () => {
      await groups.close();
      await sender.close();
      await disconnect();
    },
  };
}
