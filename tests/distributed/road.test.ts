import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { onEngine } from '@cpom/testing';
import { visit } from '../support/visitor.ts';

const script = fileURLToPath(new URL('../../scripts/start-distributed.mjs', import.meta.url));

/** `npm run start:distributed` on the servers given, in names of its own, with people but no contract yet. */
function start(dir: string, mongoUrl: string, kafkaBrokers: string): ChildProcess {
  const env = { ...process.env, NODE_OPTIONS: '', PORT: '0', DATA_DIR: dir, MONGO_URL: mongoUrl, KAFKA_BROKERS: kafkaBrokers, CPOM_NAMESPACE: `road${randomUUID().slice(0, 8)}` };
  return spawn(process.execPath, [script, '--people'], { stdio: ['ignore', 'pipe', 'inherit'], env });
}

async function originsOf(child: ChildProcess): Promise<ReadonlyMap<string, string>> {
  const origins = new Map<string, string>();
  if (child.stdout) {
    for await (const line of createInterface(child.stdout)) {
      const [, name = '', origin = ''] = /^ {2}(\S.*?) +(http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line) ?? [];
      if (name) origins.set(name, origin);
      if (line.includes('Ctrl-C')) return origins;
    }
  }
  throw new Error('the processes did not start: see above');
}

await onEngine('the nation and a region, every service in a process of its own', (given) => {
  let dir = '';
  let child: ChildProcess | undefined;
  let [nation, region] = ['', ''];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cpom-road-'));
    child = start(dir, given().mongoUrl, given().kafkaBrokers);
    const origins = await originsOf(child);
    [nation, region] = [origins.get('National') ?? '', origins.get('Centre-Val de Loire') ?? ''];
  }, 120_000);
  afterAll(async () => {
    child?.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true });
  });

  test('given a region, when an agent prepares a contract there, then the nation has it, and the region itself at once', async () => {
    const [agent, dgt] = [await visit(region, /dreets-agent/), await visit(nation, /dgt-dgt/)];
    const fields = { _cause: randomUUID(), reference: 'ROAD-1', title: 'CPOM ROAD-1', shape: 'individual', effect: 'at-signature', services: '990000218', funds: 'carsat-cvl', expiresOn: '31/12/2030' };
    const answer = await agent.post('/contrats/nouveau', fields);
    expect(answer.status).toBe(303);
    const path = new URL(answer.headers.get('location') ?? '', region).pathname;
    expect(await (await agent.get(path)).text()).toContain('ROAD-1');

    const id = path.split('/').at(-1) ?? '';
    const began = performance.now();
    const seen = async (): Promise<boolean> => (await dgt.get(`/api/v1/contracts/24/${id}`)).status === 200;
    while (!(await seen()) && performance.now() - began < 30_000) await pause(50);
    expect(await seen()).toBe(true);
    process.stdout.write(`road: seen by the nation ${Math.round(performance.now() - began)} ms after the region's answer\n`);
  }, 60_000);

  test('given a signal, then every process ends within 10 s, and well', async () => {
    const running = child;
    if (!running) throw new Error('nothing runs');
    const exited = new Promise((resolve) => { running.once('exit', resolve); });
    const began = performance.now();
    running.kill('SIGTERM');
    expect(await exited).toBe(0);
    const took = performance.now() - began;
    process.stdout.write(`road: ended in ${Math.round(took)} ms\n`);
    expect(took).toBeLessThan(10_000);
    await expect(fetch(nation)).rejects.toThrow();
  }, 20_000);
});
