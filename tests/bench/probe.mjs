// Loaded into the measured process with --import: tells its event-loop delay and memory when asked by a signal.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
// The first signal starts the measure, the second tells it.
let started = false;
process.on('SIGUSR2', () => {
  if (!started) {
    started = true;
    delay.reset();
    return;
  }
  const milliseconds = (nanoseconds) => nanoseconds / 1e6;
  // The monitor's own timer adds its resolution to what it sees.
  const figures = { p50: milliseconds(delay.percentile(50)) - 2, p99: milliseconds(delay.percentile(99)) - 2, max: milliseconds(delay.max) - 2, rss: process.memoryUsage().rss / 1048576 };
  writeFileSync(process.env.BENCH_PROBE, JSON.stringify(figures));
});
