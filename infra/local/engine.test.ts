import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { environment } from '@cpom/service';
import { startLocalEngine, type LocalEngine } from './engine.ts';
import { findJava, findMaven, findPython } from './needs.ts';
import { freePorts } from '@cpom/service/free-ports';
import { program } from './program.ts';

const answers = (address: string): Promise<boolean> => new Promise((resolve) => {
  const [host = '', port = ''] = address.split(':');
  const socket = connect(Number(port), host, () => { socket.destroy(); resolve(true); }).on('error', () => { resolve(false); });
});
const cache = environment()['ENGINE_DIR'] || fileURLToPath(new URL('../../.cache/engine', import.meta.url));
const path = environment()['PATH'] ?? '';

test('given a machine without the programs, then one line says which Debian package brings each', () => {
  for (const [find, packages] of [[findJava, 'default-jre-headless'], [findMaven, 'maven'], [findPython, 'python3-venv']] as const) {
    expect(() => find('/nowhere')).toThrow(new RegExp(`^The local engine needs .*apt-get install -y ${packages} .*$`));
  }
});

test('given ports asked for together, then they differ', async () => {
  expect(new Set(await freePorts(20)).size).toBe(20);
});

test('given a server that ends at once, then its start is refused with what it said', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-program-'));
  const broken = program({ name: 'broken', command: process.execPath, args: ['-e', 'console.log("no disk"); process.exit(3)'], log: join(dir, 'log'), ready: () => false });
  await expect(broken.start()).rejects.toThrow(/broken did not start.*\nno disk/);
  await rm(dir, { recursive: true });
});

function lacking(): string | undefined {
  try {
    [findJava, findMaven, findPython].forEach((find) => find(path));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
const reason = lacking();
if (reason !== undefined && environment()['CI'] === 'true') throw new Error(reason);

(reason === undefined ? describe : describe.skip)(`the servers themselves${reason === undefined ? '' : ` (left out: ${reason})`}`, () => {
  let engine: LocalEngine | undefined;
  let dir = '';
  afterAll(async () => { await engine?.stop(); await rm(dir, { recursive: true, force: true }); });

  test('given either killed at once, then it comes back on the same address', async () => {
    dir = await mkdtemp(join(tmpdir(), 'cpom-engine-'));
    engine = await startLocalEngine({ cache, path, say: () => undefined, dir, brokers: 1, database: true });
    const { cluster, database } = engine;
    if (!cluster || !database) throw new Error('not what was asked for');
    const servers = [[cluster.brokers[0], cluster.addresses[0] ?? ''], [database.server, new URL(database.url).host]] as const;
    for (const [server, address] of servers) {
      expect(await answers(address)).toBe(true);
      await server?.kill();
      expect(await answers(address)).toBe(false);
      await server?.start();
      expect(await answers(address)).toBe(true);
    }
    await engine.stop();
    expect(await Promise.all(servers.map(([, address]) => answers(address)))).toEqual([false, false]);
  }, 180_000);
});
