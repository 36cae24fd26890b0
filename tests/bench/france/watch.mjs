// Loaded with --import into each process of a nation whose services run apart: SIGUSR2 tells how it stood since the last one.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const dir = process.env.BENCH_WATCH;
if (dir && isMainThread) {
  const resolution = 2;
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  // The monitor's own timer adds its resolution to what it sees.
  const milliseconds = (nanoseconds) => nanoseconds / 1e6 - resolution;
  process.on('SIGUSR2', () => {
    const { user, system } = process.cpuUsage();
    const loop = { p50: milliseconds(delay.percentile(50)), p99: milliseconds(delay.percentile(99)), max: milliseconds(delay.max) };
    const file = join(dir, `${process.pid}.json`);
    writeFileSync(`${file}.new`, JSON.stringify({ cpu: (user + system) / 1e6, rss: process.memoryUsage().rss / 1_048_576, loop }));
    renameSync(`${file}.new`, file);
    delay.reset();
  });
}
