import type { Admin } from 'kafkajs';
import type { GroupLag } from '../ports/bus.ts';

/** Where a partition begins, and the offset that the next message will take. */
export interface Bounds { readonly low: bigint; readonly high: bigint }
/** `topic/partition`, in the brokers' names. */
export type Partition = string;

/** What the brokers say of places: of the topics, and of the groups. */
export interface Offsets {
  heads(topics: readonly string[]): Promise<ReadonlyMap<Partition, Bounds>>;
  /** Where each partition of a group goes on; absent where it has not begun. */
  committed(group: string, topics?: readonly string[]): Promise<ReadonlyMap<Partition, bigint>>;
  /** The names of all groups that begin so. */
  groups(prefix: string): Promise<readonly string[]>;
}

export const partitionOf = (topic: string, partition: number): Partition => `${topic}/${partition}`;
export const topicOf = (partition: Partition): string => partition.slice(0, partition.lastIndexOf('/'));

export const offsetsOf = (admin: Admin): Offsets => ({
  heads: async (topics) => {
    const all = await Promise.all(topics.map(async (topic) =>
      (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) => [partitionOf(topic, partition), { low: BigInt(low), high: BigInt(high) }] as const)));
    return new Map(all.flat());
  },
  committed: async (group, topics) => {
    const all = await admin.fetchOffsets({ groupId: group, ...(topics ? { topics: [...topics] } : {}) });
    return new Map(all.flatMap(({ topic, partitions }) => partitions
      .filter(({ offset }) => Number(offset) >= 0)
      .map(({ partition, offset }) => [partitionOf(topic, partition), BigInt(offset)] as const)));
  },
  groups: async (prefix) => (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((name) => name.startsWith(prefix)),
});

/** Groups and topics as the brokers name them; `subscribed`: those that may not have begun. */
export interface LagQuestion {
  readonly prefix: string;
  readonly subscribed: ReadonlyMap<string, readonly string[]>;
}

/** How far every group is behind. At most: of compacted messages only the place is left, and it counts. */
export async function lagsOf(offsets: Offsets, { prefix, subscribed }: LagQuestion): Promise<readonly GroupLag[]> {
  const names = new Set([...(await offsets.groups(prefix)), ...subscribed.keys()]);
  const committed = await Promise.all([...names].map(async (group) => {
    const places = await offsets.committed(group);
    const topics = new Set([...[...places.keys()].map(topicOf), ...(subscribed.get(group) ?? [])]);
    return { group, places, topics: [...topics].filter((topic) => topic.startsWith(prefix)) };
  }));
  const heads = await offsets.heads([...new Set(committed.flatMap(({ topics }) => topics))]);
  return committed.flatMap(({ group, places, topics }) => topics.map((topic) => {
    const behind = [...heads].filter(([partition]) => topicOf(partition) === topic)
      .reduce((sum, [partition, { low, high }]) => sum + high - (places.get(partition) ?? low), 0n);
    return { group: group.slice(prefix.length), topic: topic.slice(prefix.length), lag: Number(behind) };
  }));
}
