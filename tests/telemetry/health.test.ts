import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portsFrom } from '../../services/instance/src/demo/ports.ts';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';

let dir = '';
let demo: DemoProcess;
let door = '';
const whileStarting = new Set<string>();

type Told = { readonly status: number; readonly text: string; readonly headers: NodeJS.Dict<string | string[]> };
const ask = (origin: string, path: string, host?: string): Promise<Told> => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(origin);
  request({ hostname, port, path, agent: false, ...(host ? { headers: { host } } : {}) }, (res) => {
    const parts: Buffer[] = [];
    res.on('data', (part: Buffer) => parts.push(part)).on('end', () => { resolve({ status: res.statusCode ?? 0, text: Buffer.concat(parts).toString(), headers: res.headers }); });
  }).on('error', reject).end();
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-health-'));
  const [port = 0] = await portsFrom(0, 1);
  door = `http://127.0.0.1:${port}`;
  const starting = startDemoProcess({ dir, env: { CPOM_HEALTH_LISTEN: `127.0.0.1:${port}` } });
  let started = false;
  void starting.then(() => { started = true; }, () => { started = true; });
  while (!started) {
    const said = await Promise.all(['/health/live', '/health/ready'].map((path) => ask(door, path).then(({ status }) => `${path} ${status}`, () => '')));
    // The very end of the start may be past by the time that the answer comes.
    if (!started) for (const one of said) whileStarting.add(one);
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  demo = await starting;
});
afterAll(async () => {
  await demo?.stop();
  await rm(dir, { recursive: true, force: true });
});

test('given a process that starts, then it lives and is not ready', () => {
  expect([...whileStarting]).toEqual(expect.arrayContaining(['/health/live 200', '/health/ready 503']));
});

test('given that it has started, then it is ready: at its own door, and on each site, whatever the Host, without sign-in and without a cookie', async () => {
  expect((await ask(door, '/health/ready')).text).toBe('{"status":"ready"}\n');
  for (const origin of [demo.nation, demo.centre, demo.paris]) {
    const { status, text, headers } = await ask(origin, '/health/ready', '10.0.0.7:8080');
    expect([status, text, headers['set-cookie'], headers['cache-control']]).toEqual([200, '{"status":"ready"}\n', undefined, 'no-store']);
  }
  expect((await ask(demo.centre, '/health/live')).status).toBe(200);
  expect((await ask(demo.centre, '/health/else', new URL(demo.centre).host)).status).toBe(404);
});
