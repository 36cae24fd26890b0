import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemoProcess } from '../support/demo-process.ts';

const probe = new URL('./probe.mjs', import.meta.url).href;

/** The whole demonstration as a user starts it (scripts/start.mjs), with a probe inside. */
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

/** Resolves once every address has answered a page; the time is counted from the start of the process. */
export async function startServer(dir: string, port: number, addresses: readonly string[]): Promise<Server & { readonly firstPage: number }> {
  const report = join(dir, 'probe.json');
  const startedAt = performance.now();
  const demo = await startDemoProcess({ dir: join(dir, 'data'), port, env: { BENCH_PROBE: report }, nodeArgs: ['--import', probe, ...profiling()] });
  for (const address of addresses) {
    const { status } = await fetch(address, { redirect: 'manual' });
    if (status >= 500) throw new Error(`${address} answered ${status}`);
  }
  return {
    startedAt, firstPage: performance.now() - startedAt,
    mark: () => { demo.send('SIGUSR2'); },
    figures: async () => {
      await rm(report, { force: true });
      demo.send('SIGUSR2');
      for (;;) {
        const text = await readFile(report, 'utf8').catch(() => '');
        if (text.endsWith('}')) return JSON.parse(text) as Awaited<ReturnType<Server['figures']>>;
        await pause(20);
      }
    },
    memory: async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${demo.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024,
    stop: async () => { await demo.stop(); },
  };
}
