import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { onEngine, type Engine } from '@cpom/testing';
import { visit } from '../support/visitor.ts';
import { findHops, hopsFrom, missingIn, traceFrom } from '../telemetry/hops.ts';
import { startReceiver, type Receiver } from '../telemetry/receiver.ts';

const script = fileURLToPath(new URL('../../scripts/start-distributed.mjs', import.meta.url));

/** `npm run start:distributed` on the servers given, in names of its own, with people but no contract yet. */
function start(dir: string, { mongoUrl, kafkaBrokers }: Pick<Engine, 'mongoUrl' | 'kafkaBrokers'>, telemetry: Readonly<Record<string, string>>): ChildProcess {
  const env = { ...process.env, ...telemetry, OTEL_METRICS_EXPORTER: 'none', NODE_OPTIONS: '', PORT: '0', DATA_DIR: dir, MONGO_URL: mongoUrl, KAFKA_BROKERS: kafkaBrokers, CPOM_NAMESPACE: `road${randomUUID().slice(0, 8)}` };
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

/** Whose process makes each hop. */
const madeBy = ['gateway', 'gateway', 'contracts', 'contracts', 'contracts', 'contracts', 'indicators', 'contracts', 'gate', 'collector', 'collector', 'collector', 'national', 'national'];

await onEngine('the nation and a region, every service in a process of its own', (given) => {
  let dir = '';
  let child: ChildProcess | undefined;
  let receiver: Receiver;
  let [nation, region] = ['', ''];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'cpom-road-'));
    receiver = await startReceiver();
    child = start(dir, given(), receiver.env);
    const origins = await originsOf(child);
    [nation, region] = [origins.get('National') ?? '', origins.get('Centre-Val de Loire') ?? ''];
  }, 120_000);
  afterAll(async () => {
    child?.kill('SIGKILL');
    await receiver?.stop();
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
  }, 120_000);

  test('given that contract, when its trace is read, then it holds every hop from the form to the nation, each under what caused it, each made by the process of its service', async () => {
    const hops = hopsFrom(/^POST \/contrats\/nouveau$/);
    const traced = () => traceFrom(hops, receiver.spans, '303');
    await receiver.until(() => findHops(hops, traced()).every(Boolean), () => missingIn(hops, traced()));
    const found = findHops(hops, traced());
    expect(new Set(found.map((span) => span?.spanId)).size).toBe(hops.length);
    const processes = new Map(found.map((span, index) => [madeBy[index], span?.process]));
    expect([...processes.values()].every((pid) => pid !== undefined && pid !== '')).toBe(true);
    expect(new Set(processes.values()).size).toBe(processes.size);
    found.forEach((span, index) => { expect([index, span?.process]).toEqual([index, processes.get(madeBy[index])]); });
    // What was typed is in none of them.
    expect(JSON.stringify(traced())).not.toContain('ROAD-1');
  }, 90_000);

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
  }, 60_000);
});
