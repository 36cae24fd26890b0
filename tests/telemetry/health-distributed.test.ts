import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ports } from '@cpom/platform';
import { createHealth, environment, silentLog, watchStorage, type Health } from '@cpom/service';
import { startBrokers, type Cluster } from '../../infra/local/broker.ts';
import { fetchAll } from '../../infra/local/engine.ts';
import { fetchJars } from '../../infra/local/fetch.ts';
import { findJava } from '../../infra/local/needs.ts';
import { openDistributedBus, type DistributedBus } from '../../libs/platform/src/distributed/bus.ts';
import { openDistributed } from '../../libs/platform/src/distributed/open.ts';
import { mortalDatabase, type MortalDatabase } from '../distributed/database.fixture.ts';

// A real Kafka broker, and SecantusDB, the stand-in for MongoDB: both our own, to be killed.
const place = { cache: resolve(environment()['ENGINE_DIR'] ?? '.cache/engine'), path: environment()['PATH'] ?? '', say: () => undefined };
const lacking = await fetchAll(place).then(() => undefined, (error: unknown) => (error as Error).message.split('\n')[0] ?? 'unknown');
if (lacking !== undefined && environment()['CI'] === 'true') throw new Error(lacking);
const group = lacking === undefined ? describe : describe.skip;

group(`readiness on the distributed engine${lacking === undefined ? '' : ` (left out: ${lacking})`}`, () => {
  let dir = '';
  let cluster: Cluster;
  let database: MortalDatabase;
  let bus: DistributedBus;
  let ports: Ports;
  let health: Health;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cpom-ready-'));
    database = await mortalDatabase();
    [cluster] = await Promise.all([startBrokers({ dir, brokers: 1, java: findJava(place.path), jars: await fetchJars(place) }), database.start()]);
    bus = await openDistributedBus({ brokers: cluster.addresses, prefix: 'cpom.24.', topics: ['contracts'], shape: { partitions: 1, copies: 1 }, log: silentLog });
    ports = await openDistributed({ url: database.url, instance: '24', service: 'contracts', bus, newEpochId: randomUUID });
    health = createHealth(silentLog, { patience: 2_000, fresh: 0 });
    health.watch('24: bus', async () => { if (!(await bus.answers())) throw new Error('no Kafka broker answers'); });
    watchStorage(health, '24/contracts', ports);
    health.started();
  }, 300_000);
  afterAll(async () => {
    await ports?.close().catch(() => undefined);
    await bus?.close().catch(() => undefined);
    await cluster?.stop();
    await database?.remove();
    await rm(dir, { recursive: true, force: true });
  }, 60_000);

  /** Asks until the answer is the one expected: the client of a server that came back needs a moment. */
  async function becomes(expected: boolean): Promise<void> {
    for (const started = Date.now(); (await health.ready()) !== expected;) {
      if (Date.now() - started > 45_000) throw new Error(`it is still ${expected ? 'not ready' : 'ready'}`);
    }
  }

  test('given a broker killed with −9, then it is not ready; when the broker is back, then it is ready again', async () => {
    await becomes(true);
    await cluster.brokers[0]?.kill();
    expect(await health.ready()).toBe(false);
    await cluster.brokers[0]?.start();
    await becomes(true);
  }, 120_000);

  test('given a database killed with −9, then it is not ready; when the database is back, then it is ready again', async () => {
    await becomes(true);
    await database.kill();
    expect(await health.ready()).toBe(false);
    await database.start();
    await becomes(true);
  }, 120_000);
});
