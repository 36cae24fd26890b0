import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
// The client itself: what a stranger puts on a topic does not come through our port.
import { Kafka, logLevel } from 'kafkajs';
import { environment } from '@cpom/service';
import type { BusMessage, Log } from '@cpom/platform';
import { openDistributedBus, type DistributedBus, type DistributedBusOptions } from '@cpom/platform/distributed';
import { startBrokers, type Cluster, type ClusterOptions } from '../../infra/local/broker.ts';
import { fetchJars } from '../../infra/local/fetch.ts';
import { findJava } from '../../infra/local/needs.ts';

export const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Brokers of our own, that may be killed. */
export interface MortalCluster {
  readonly cluster: Cluster;
  remove(): Promise<void>;
}

export async function mortalCluster(brokers: 1 | 3, settings: NonNullable<ClusterOptions['settings']> = () => []): Promise<MortalCluster> {
  const { PATH: path = '', ENGINE_DIR } = environment();
  const jars = await fetchJars({ cache: resolve(ENGINE_DIR || '.cache/engine'), path, say: (sentence) => { process.stderr.write(`${sentence}\n`); } });
  const dir = await mkdtemp(join(tmpdir(), 'cpom-brokers-'));
  const cluster = await startBrokers({ dir, brokers, java: findJava(path), jars, settings });
  return { cluster, remove: async () => { await cluster.stop(); await rm(dir, { recursive: true, force: true }); } };
}

export const newPrefix = (): string => `test-${randomUUID().slice(0, 8)}.`;

export const openBus = (brokers: readonly string[], options: Partial<DistributedBusOptions> = {}): Promise<DistributedBus> =>
  openDistributedBus({ brokers, prefix: newPrefix(), topics: 'as-named', pauses: { first: 1, longest: 10 }, longPoll: 50, log: silent, ...options });

/** A client that is none of ours: it says what it likes. */
export const stranger = (brokers: readonly string[]): Kafka => new Kafka({ clientId: 'stranger', brokers: [...brokers], logLevel: logLevel.NOTHING });

export const message = (topic: string, key: string, sequence: number, payload: Uint8Array = Uint8Array.of(sequence % 256)): BusMessage => ({
  topic, key, payload,
  event: { id: `${key}/${sequence}`, source: 'cpom://24/test', type: 'test.Said', subject: key, time: '2026-11-22T10:00:00.000Z', sequence },
});

/** What came of each key, a repeat counted the first time only. */
export function firstTimes(got: readonly BusMessage[]): Map<string, number[]> {
  return new Map([...Map.groupBy(got, ({ key }) => key)].map(([key, all]) => [key, [...new Set(all.map(({ event }) => event.sequence))]]));
}

/** Everything a new group is given once it has caught up. */
export async function heard(bus: DistributedBus, topics: readonly string[]): Promise<BusMessage[]> {
  const got: BusMessage[] = [];
  const subscription = await bus.subscribe(`group-${randomUUID()}`, topics, async (batch) => { got.push(...batch); });
  await subscription.caughtUp();
  await subscription.stop();
  return got;
}
