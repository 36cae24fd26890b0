import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BusMessage } from '@cpom/platform';
import { TopicRefused } from '@cpom/platform/distributed';
import { onEngine } from '@cpom/testing';
import { firstTimes, message, mortalCluster, newPrefix, openBus, stranger, type MortalCluster } from './bus.fixture.ts';

const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5'];

// Brokers of our own: this is a claim about Apache Kafka 4.3.1 and kafkajs, from infra/local.
await onEngine('three brokers', () => {
  let mortal: MortalCluster;
  beforeAll(async () => { mortal = await mortalCluster(3); }, 180_000);
  afterAll(() => mortal.remove(), 30_000);

  test('given a topic made here, then three keep it and two must have a message; one that asks for less is refused', async () => {
    const prefix = newPrefix();
    const { addresses } = mortal.cluster;
    await (await openBus(addresses, { prefix, topics: ['kept'] })).close();
    const admin = stranger(addresses).admin();
    await admin.connect();
    // The broker asked may not have heard of it yet.
    const copies = async (): Promise<number[]> => (await admin.fetchTopicMetadata({ topics: [`${prefix}kept`] })).topics[0]?.partitions.map(({ replicas }) => replicas.length) ?? [];
    const known = async (): Promise<number[]> => copies().catch(async () => { await pause(100); return known(); });
    expect(await known()).toEqual([3, 3, 3]);
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic: `${prefix}weak`, numPartitions: 1, replicationFactor: 3, configEntries: [{ name: 'cleanup.policy', value: 'compact' }] }] });
    await admin.disconnect();
    const opened = openBus(addresses, { prefix, topics: ['weak'] });
    await expect(opened).rejects.toThrow(TopicRefused);
    await expect(opened).rejects.toThrow('its min.insync.replicas is 1 for 3 copies');
  }, 120_000);

  test('given one killed at once while we send, then what was acknowledged is heard, in order, and a killed one is not needed to go on', async () => {
    const bus = await openBus(mortal.cluster.addresses);
    const got: BusMessage[] = [];
    const subscription = await bus.subscribe('views', ['said'], async (batch) => { got.push(...batch); });
    const acknowledged = new Map<string, number[]>(keys.map((key) => [key, []]));
    let over = false;
    const saying = (async () => {
      for (let sequence = 1; !over; sequence += 1) {
        const batch = keys.map((key) => message('said', key, sequence));
        while (await bus.publish(batch).then(() => false, () => true)) await pause(100);
        for (const key of keys) acknowledged.get(key)?.push(sequence);
      }
    })();
    const more = async (): Promise<void> => { for (const from = got.length; got.length < from + 100;) await pause(20); };
    await more();
    // With three partitions and three brokers, whichever it is leads some of them.
    const [broker] = mortal.cluster.brokers;
    await broker?.kill();
    await more();
    await broker?.start();
    await more();
    over = true;
    await saying;
    await subscription.caughtUp();
    expect(firstTimes(got)).toEqual(acknowledged);
    const said = [...acknowledged.values()].flat().length;
    process.stdout.write(`bus: three brokers, one killed once, ${said} acknowledged, 0 lost, ${got.length - said} came twice\n`);
    await subscription.stop();
    await bus.close();
  }, 180_000);
});
