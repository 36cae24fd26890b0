import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../infra/local/main.ts', import.meta.url));

/** What `npm run engine` told of itself. */
export interface LocalAddresses {
  readonly mongoUrl?: string;
  readonly kafkaBrokers?: string;
  /** Ends the servers and deletes their data. */
  stop(): Promise<void>;
}

/** Starts `npm run engine` in a process of its own on data of its own. Rejects with what it said when it cannot. */
export async function startLocal(only: 'kafka' | 'database' | undefined): Promise<LocalAddresses> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-engine-'));
  const choice = only ? ['--only', only] : [];
  // The channel ends with us, however we end: then it ends too.
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--data', dir, ...choice], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const exited = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  let complaint = '';
  child.stderr?.on('data', (chunk) => { complaint += String(chunk); });
  let line = '';
  if (child.stdout) for await (line of createInterface(child.stdout)) break;
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
    await rm(dir, { recursive: true, force: true });
  };
  const [, mongoUrl] = /MONGO_URL=(\S+)/.exec(line) ?? [];
  const [, kafkaBrokers] = /KAFKA_BROKERS=(\S+)/.exec(line) ?? [];
  if (mongoUrl === undefined && kafkaBrokers === undefined) { await stop(); throw new Error(complaint.trim() || 'the local engine said nothing'); }
  return { ...(mongoUrl ? { mongoUrl } : {}), ...(kafkaBrokers ? { kafkaBrokers } : {}), stop };
}
