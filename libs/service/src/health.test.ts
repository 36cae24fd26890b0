import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded, openEmbeddedBus } from '@cpom/platform';
import { openHealthDoor, type HealthDoor } from './health-door.ts';
import { createHealth, watchStorage, type Health } from './health.ts';
import { silentLog } from './log.ts';

const at = { patience: 100, fresh: 0 };

describe('readiness', () => {
  test('given a process that starts, when it is asked, then it is ready from its start on and until it is about to end', async () => {
    const health = createHealth(silentLog, at);
    expect(await health.ready()).toBe(false);
    health.started();
    expect(await health.ready()).toBe(true);
    health.stopping();
    expect(await health.ready()).toBe(false);
  });

  test('given a broker that is lost, when it is asked, then it is not ready; when the broker is back, then it is ready again, and the log said both once', async () => {
    const said: string[] = [];
    const health = createHealth({ ...silentLog, error: (data, sentence) => { said.push(`${JSON.stringify(data)} ${sentence}`); }, warn: (_data, sentence) => { said.push(sentence); } }, at);
    let lost = false;
    health.watch('24: bus', () => (lost ? Promise.reject(new Error('away')) : Promise.resolve()));
    health.watch('24/contracts: journal', () => Promise.resolve());
    health.started();
    expect(await health.ready()).toBe(true);
    lost = true;
    expect([await health.ready(), await health.ready()]).toEqual([false, false]);
    lost = false;
    expect(await health.ready()).toBe(true);
    expect(said).toEqual([expect.stringMatching(/24: bus.*not ready/), 'works again']);
  });

  test('given a database that hangs, when it is asked often, then it is not ready each time, and the question waits only once', async () => {
    const health = createHealth(silentLog, { patience: 20, fresh: 0 });
    let asked = 0;
    let answer = (): void => undefined;
    health.watch('journal', () => new Promise<void>((resolve) => { asked += 1; answer = resolve; }));
    health.started();
    expect([await health.ready(), await health.ready(), await health.ready()]).toEqual([false, false, false]);
    expect(asked).toBe(1);
    const next = health.ready();
    answer();
    expect(await next).toBe(true);
  });

  test('given many who ask, when an answer is fresh, then nothing is checked again', async () => {
    const health = createHealth(silentLog, { patience: 100, fresh: 60_000 });
    let asked = 0;
    health.watch('journal', () => { asked += 1; return Promise.resolve(); });
    health.started();
    await Promise.all(Array.from({ length: 500 }, () => health.ready()));
    expect(asked).toBe(1);
  });

  test('given the embedded storage, when it can be read and written it is ready, and once it is closed it is not', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'cpom-health-'));
    const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite') });
    const ports = await openEmbedded({ dir, service: 'contracts', bus, newEpochId: randomUUID });
    const health = createHealth(silentLog, at);
    watchStorage(health, '24/contracts', ports);
    health.started();
    expect(await health.ready()).toBe(true);
    await ports.close();
    expect(await health.ready()).toBe(false);
    await bus.close();
    await rm(dir, { recursive: true, force: true });
  });
});

describe('the door of its own', () => {
  let health: Health;
  let door: HealthDoor;
  const ask = async (path: string, method = 'GET'): Promise<readonly [number, string]> => {
    const reply = await fetch(`http://${door.address}${path}`, { method });
    return [reply.status, await reply.text()];
  };
  beforeAll(async () => {
    health = createHealth(silentLog, at);
    door = await openHealthDoor('127.0.0.1:0', health);
  });
  afterAll(() => door.stop());

  test('given a process that starts, when it is asked, then it lives and is not ready; strangers learn the state and no more', async () => {
    expect(await ask('/health/live')).toEqual([200, '{"status":"live"}\n']);
    expect(await ask('/health/ready')).toEqual([503, '{"status":"not-ready"}\n']);
    health.started();
    expect(await ask('/health/ready?why=1')).toEqual([200, '{"status":"ready"}\n']);
    health.watch('secret name', () => Promise.reject(new Error('secret reason')));
    expect(await ask('/health/ready')).toEqual([503, '{"status":"not-ready"}\n']);
  });

  test('given any other question, when it is asked, then there is nothing', async () => {
    for (const [path, method] of [['/', 'GET'], ['/health', 'GET'], ['/health/ready', 'POST'], ['/metrics', 'GET']]) expect((await ask(path ?? '', method))[0]).toBe(404);
  });
});
