import { spawn, type ChildProcess } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../services/instance/src/main.ts', import.meta.url));
const probe = new URL('./probe.mjs', import.meta.url).href;
const compiled = fileURLToPath(new URL('../../.cache/compile', import.meta.url));

/** The whole demonstration as a user starts it, with a probe inside. */
export interface Server {
  readonly startedAt: number;
  /** Starts the measure of the event loop. */
  mark(): void;
  figures(): Promise<{ readonly p50: number; readonly p99: number; readonly max: number; readonly rss: number }>;
  /** Its resident memory now, in MiB. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

// BENCH_PROFILE=folder writes a CPU profile of the measured process there when it stops.
const profiling = (): string[] => (process.env['BENCH_PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`] : []);

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { redirect: 'manual' })).status < 500;
  } catch {
    return false;
  }
}

/** Resolves once every address answers a page; the time is counted from the start of the process. */
export async function startServer(dir: string, port: number, addresses: readonly string[]): Promise<Server & { readonly firstPage: number }> {
  const report = join(dir, 'probe.json');
  const startedAt = performance.now();
  const child: ChildProcess = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', probe, ...profiling(), main], {
    stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, PORT: String(port), DATA_DIR: join(dir, 'data'), BENCH_PROBE: report, NODE_COMPILE_CACHE: compiled },
  });
  // Whatever ends the benchmark ends what it measures.
  process.once('exit', () => { child.kill('SIGKILL'); });
  const exited = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  for (const address of addresses) {
    while (!(await answers(address))) {
      if (child.exitCode !== null) throw new Error('the demonstration did not start');
      await pause(20);
    }
  }
  return {
    startedAt, firstPage: performance.now() - startedAt,
    mark: () => { child.kill('SIGUSR2'); },
    figures: async () => {
      await rm(report, { force: true });
      child.kill('SIGUSR2');
      for (;;) {
        const text = await readFile(report, 'utf8').catch(() => '');
        if (text.endsWith('}')) return JSON.parse(text) as Awaited<ReturnType<Server['figures']>>;
        await pause(20);
      }
    },
    memory: async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1] ?? 0) / 1_024,
    stop: async () => { child.kill('SIGTERM'); await exited; },
  };
}
