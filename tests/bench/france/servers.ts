import { spawn } from 'node:child_process';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environment } from '@cpom/service';

/** The Kafka and the database that a nation is measured on. */
export interface Servers {
  /** Which they are, in one sentence; a stand-in is called one. */
  readonly said: string;
  /** MONGO_URL and KAFKA_BROKERS. */
  readonly addresses: Readonly<Record<string, string>>;
  /** What they hold on disk, where they were started here: mebibytes taken. */
  sizes(): Promise<readonly { readonly name: string; readonly size: number }[]>;
  /** Ends what was started here and deletes its data. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('../../../libs/testing/src/engine-share.ts', import.meta.url));

/** What the files below a folder take, where their path is like that. Files are made ahead of what is written: blocks are counted, not lengths. */
async function taken(dir: string, like: RegExp): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).filter((path) => like.test(path));
  // A segment may be deleted between the two looks.
  const sizes = await Promise.all(paths.map((path) => stat(path).then(({ blocks }) => blocks * 512, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_048_576;
}

async function sizesIn(dir: string): Promise<Awaited<ReturnType<Servers['sizes']>>> {
  const found = [{ name: 'database', size: await taken(dir, /[\\/]wiredtiger[\\/]/) }, { name: 'kafka', size: await taken(dir, /[\\/]cpom\.[^\\/]+[\\/][^\\/]+\.log$/) }];
  return found.filter(({ size }) => size > 0);
}

/** Starts or finds the servers as the tests do: MONGO_URL and KAFKA_BROKERS, Docker, this machine, in that order. Data that are here are in `dir`. */
export async function openServers(dir: string): Promise<Servers> {
  await mkdir(dir, { recursive: true });
  const env = { ...environment(), TMPDIR: dir, TEMP: dir, TMP: dir };
  // A group of its own: Ctrl-C reaches the benchmark, which ends the nation before its servers. Should the benchmark be killed, the channel closes: they end too.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env, detached: true });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
  };
  // What it complains of is passed on; having no servers, it would still wait for the channel to close.
  child.stderr?.on('data', (chunk: Buffer) => {
    process.stderr.write(chunk);
    if (chunk.includes('No distributed engine') && child.connected) child.disconnect();
  });
  let line = '';
  if (child.stdout) for await (line of createInterface(child.stdout)) if (line.startsWith('{')) break;
  if (!line.startsWith('{')) {
    await stop();
    throw new Error('--engine distributed has no servers to run on: see above');
  }
  const { ENGINE_SAID: said = '', ...addresses } = JSON.parse(line) as Record<string, string>;
  return { said, addresses, stop, sizes: () => sizesIn(dir) };
}
