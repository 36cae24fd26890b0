import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';

const seconds = { unit: 's', description: 'How late the event loop comes back' };
/** Milliseconds between two looks; what Node measures includes them. */
const resolution = 10;
const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - resolution / 1e3);
const shown = ['p50', 'p90', 'p99'] as const;

/** The process itself: how late its event loop is, how busy, how much memory it holds. Names of the semantic conventions. */
export function observeRuntime(): void {
  const meter = metrics.getMeter('cpom.runtime');
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  const percentiles = shown.map((name) => [Number(name.slice(1)), meter.createObservableGauge(`nodejs.eventloop.delay.${name}`, seconds)] as const);
  const longest = meter.createObservableGauge('nodejs.eventloop.delay.max', seconds);
  const busy = meter.createObservableGauge('nodejs.eventloop.utilization', { unit: '1', description: 'Share of the time the event loop works' });
  const memory = meter.createObservableUpDownCounter('process.memory.usage', { unit: 'By', description: 'Memory that the process holds (RSS)' });
  let before = performance.eventLoopUtilization();
  meter.addBatchObservableCallback((result) => {
    for (const [percentile, gauge] of percentiles) result.observe(gauge, late(delay.percentile(percentile)));
    result.observe(longest, late(delay.max));
    delay.reset();
    const now = performance.eventLoopUtilization();
    result.observe(busy, performance.eventLoopUtilization(now, before).utilization);
    before = now;
    result.observe(memory, process.memoryUsage.rss());
  }, [...percentiles.map(([, gauge]) => gauge), longest, busy, memory]);
}
