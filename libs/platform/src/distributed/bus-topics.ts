import { setTimeout as pause } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import { largestMessage } from '../appends.ts';

/** How a topic is made when it is absent. */
export interface TopicShape {
  /** Never changed afterwards: a key would move to another partition, and lose its order. */
  readonly partitions: number;
  /** How many brokers keep a copy; absent: three, or as many as there are. With three, two must have a message before it counts as sent. */
  readonly copies?: number;
}

/** A topic is not as this platform needs it; the message says what and the command that mends it. */
export class TopicRefused extends Error {
  constructor(topic: string, wrong: readonly string[], mend: readonly string[]) {
    super(`The topic ${topic} cannot be used: ${wrong.join('; ')}. To mend it: kafka-configs.sh --bootstrap-server … --alter --entity-type topics --entity-name ${topic} --add-config ${mend.join(',')}`);
    this.name = 'TopicRefused';
  }
}

const room = 1024 * 1024;
const batchLimit = largestMessage + room;

async function create(admin: Admin, topic: string, { partitions, copies }: TopicShape): Promise<void> {
  const brokers = (await admin.describeCluster()).brokers.length;
  const replicationFactor = copies ?? Math.min(3, brokers);
  const settings = { 'cleanup.policy': 'compact', 'max.message.bytes': String(batchLimit), 'min.insync.replicas': replicationFactor >= 3 ? '2' : '1' };
  const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
  await admin.createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor, configEntries }], waitForLeaders: false });
}

async function settingsOf(admin: Admin, topic: string): Promise<ReadonlyMap<string, string>> {
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }] });
  return new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
}

async function copiesOf(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return Math.min(...(topics[0]?.partitions.map(({ replicas }) => replicas.length) ?? [0]));
}

/** Refuses a topic that would lose the latest message of a key, or acknowledge what one broker alone has. */
async function examine(admin: Admin, topic: string, { copies }: TopicShape): Promise<void> {
  const settings = await settingsOf(admin, topic);
  const found = await copiesOf(admin, topic);
  const [policy, inSync, limit] = [settings.get('cleanup.policy'), Number(settings.get('min.insync.replicas')), Number(settings.get('max.message.bytes'))];
  const faults = [
    ...(policy === 'compact' ? [] : [[`its cleanup.policy is ${policy}, which deletes what must be kept for ever`, 'cleanup.policy=compact']]),
    ...(found < 3 || inSync >= 2 ? [] : [[`its min.insync.replicas is ${inSync} for ${found} copies`, 'min.insync.replicas=2']]),
    ...(limit >= batchLimit ? [] : [[`its max.message.bytes is ${limit}, below ${batchLimit}`, `max.message.bytes=${batchLimit}`]]),
    ...(copies === undefined || found >= copies ? [] : [[`it has ${found} copies, not ${copies} (kafka-reassign-partitions.sh)`]]),
  ];
  if (faults.length > 0) throw new TopicRefused(topic, faults.map(([what = '']) => what), faults.flatMap(([, mend]) => mend ?? []));
}

const young: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'TOPIC_ALREADY_EXISTS']);
const settleMs = 20_000;
const typeOf = (error: unknown): string | undefined => (error as { type?: string }).type ?? (error as { errors?: readonly { type?: string }[] }).errors?.[0]?.type;

/** A topic that was made a moment ago, here or by another process, is not known to every broker at once. */
async function settled<T>(work: () => Promise<T>): Promise<T> {
  const limit = Date.now() + settleMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!young.has(typeOf(error) ?? '') || Date.now() > limit) throw error;
      await pause(100);
    }
  }
}

/** Makes a topic that is absent, compacted; refuses one that is not as it must be. Others may do the same at the same moment. */
export const ensureTopic = (admin: Admin, topic: string, shape: TopicShape): Promise<void> => settled(async () => {
  if (!(await admin.listTopics()).includes(topic)) await create(admin, topic, shape);
  await examine(admin, topic, shape);
});
