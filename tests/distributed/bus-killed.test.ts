import { fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BusMessage, Subscription } from '@cpom/platform';
import type { DistributedBus } from '@cpom/platform/distributed';
import { onEngine } from '@cpom/testing';
import { firstTimes, heard, message, mortalCluster, newPrefix, openBus, type MortalCluster } from './bus.fixture.ts';

const keys = ['k0', 'k1', 'k2', 'k3', 'k4', 'k5'];
const inOrder = (sequences: readonly number[]): boolean => sequences.every((one, at) => at === 0 || one > (sequences[at - 1] ?? 0));

/** Says what it is given, until stopped; only what was acknowledged counts. A refused call is made again, as the relay does. */
async function saying(bus: DistributedBus, topic: string, until: () => boolean): Promise<Map<string, number[]>> {
  const acknowledged = new Map<string, number[]>(keys.map((key) => [key, []]));
  for (let sequence = 1; !until(); sequence += 1) {
    const batch = keys.map((key) => message(topic, key, sequence));
    while (await bus.publish(batch).then(() => false, () => true)) await pause(100);
    for (const key of keys) acknowledged.get(key)?.push(sequence);
  }
  return acknowledged;
}

const child = fileURLToPath(new URL('bus-listener.ts', import.meta.url));
/** A member of a group in a process of its own; what it handled is told line by line, once handled. */
function listener(brokers: readonly string[], prefix: string, group: string, topic: string, told: (key: string, sequence: number) => void) {
  const started = fork(child, [brokers.join(','), prefix, group, topic], { execArgv: ['--disable-warning=TimeoutNegativeWarning'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { ...process.env, NODE_OPTIONS: '' } });
  const exited = new Promise((resolve) => { started.once('exit', resolve); });
  if (started.stdout) createInterface(started.stdout).on('line', (line) => { const [key = '', sequence] = line.split(' '); told(key, Number(sequence)); });
  return { kill: async () => { started.kill('SIGKILL'); await exited; } };
}

// Brokers of our own in any case: these are killed. This is a claim about Apache Kafka 4.3.1 and kafkajs, from infra/local.
await onEngine('brokers and listeners that are killed', () => {
  let mortal: MortalCluster;
  const addresses = (): readonly string[] => mortal.cluster.addresses;
  beforeAll(async () => { mortal = await mortalCluster(1); }, 120_000);
  afterAll(() => mortal.remove(), 30_000);

  test('given a broker killed at once while we send, when it is back, then nothing acknowledged is lost and each key is in order, without a hand', async () => {
    const bus = await openBus(addresses());
    const got: BusMessage[] = [];
    const subscription: Subscription = await bus.subscribe('views', ['said'], async (batch) => { got.push(...batch); });
    let over = false;
    const said = saying(bus, 'said', () => over);
    const [broker] = mortal.cluster.brokers;
    while (got.length < 200) await pause(20);
    await broker?.kill();
    await pause(1_000);
    await broker?.start();
    const before = got.length;
    while (got.length < before + 200) await pause(20);
    over = true;
    const acknowledged = await said;
    await subscription.caughtUp();
    expect(firstTimes(got)).toEqual(acknowledged);
    const fresh = firstTimes(await heard(bus, ['said']));
    for (const key of keys) expect(fresh.get(key)?.at(-1)).toBe(acknowledged.get(key)?.at(-1));
    process.stdout.write(`bus: a broker killed once, ${[...acknowledged.values()].flat().length} acknowledged, 0 lost, ${got.length - [...acknowledged.values()].flat().length} came twice\n`);
    await subscription.stop();
    await bus.close();
  }, 120_000);

  test('given two listeners of a group, when one is killed, then the other goes on with its share, in order for each key, and nothing is missed', async () => {
    const prefix = newPrefix();
    const bus = await openBus(addresses(), { prefix });
    const told: [Map<string, number[]>, Map<string, number[]>] = [new Map(), new Map()];
    await bus.publish([message('shared', 'k0', 0)]);
    const listeners = told.map((map) => listener(addresses(), prefix, 'pair', 'shared', (key, sequence) => { map.set(key, [...(map.get(key) ?? []), sequence]); }));
    let over = false;
    const said = saying(bus, 'shared', () => over);
    const heardBy = (at: 0 | 1): number => [...told[at].values()].flat().length;
    while (heardBy(0) < 50 || heardBy(1) < 50) await pause(20);
    await listeners[0]?.kill();
    const gone = heardBy(1);
    while (!keys.every((key) => told[1].has(key)) || heardBy(1) < gone + 300) await pause(20);
    over = true;
    const acknowledged = await said;
    const last = Math.max(...acknowledged.get('k0') ?? []);
    while (!keys.every((key) => told[1].get(key)?.at(-1) === last)) await pause(20);
    for (const key of keys) {
      // A place is kept after what it stands for was handled: who takes over may repeat, and never skips.
      const [first, second] = [told[0].get(key) ?? [], told[1].get(key) ?? []];
      expect(new Set([...first, ...second].filter((sequence) => sequence > 0))).toEqual(new Set(acknowledged.get(key)));
      for (const one of [first, second]) expect(inOrder([...new Set(one)])).toBe(true);
    }
    await listeners[1]?.kill();
    await bus.close();
  }, 120_000);

  test('given a group that lags behind, when another member joins and leaves, then each key was handled in order all the same', async () => {
    const prefix = newPrefix();
    const [one, two] = [await openBus(addresses(), { prefix }), await openBus(addresses(), { prefix })];
    for (let sequence = 1; sequence <= 100; sequence += 1) await one.publish(keys.map((key) => message('moved', key, sequence)));
    const got: BusMessage[] = [];
    const slowly = async (batch: readonly BusMessage[]): Promise<void> => { await pause(20); got.push(...batch); };
    const first = await one.subscribe('moving', ['moved'], slowly);
    const second = await two.subscribe('moving', ['moved'], slowly);
    for (let sequence = 101; sequence <= 200; sequence += 1) await one.publish(keys.map((key) => message('moved', key, sequence)));
    await second.stop();
    await first.caughtUp();
    for (const [, sequences] of firstTimes(got)) expect(sequences).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    await first.stop();
    await Promise.all([one.close(), two.close()]);
  }, 120_000);
});
