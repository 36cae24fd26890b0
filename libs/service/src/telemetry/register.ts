// To be loaded before the program: `node --import ./libs/service/src/telemetry/register.ts …`. Without OTEL_* settings that say
// where telemetry goes, it does nothing and loads nothing. It must not load any module of ours that looks whether telemetry is on.
import { readFileSync } from 'node:fs';
import { environment } from '../config.ts';
import { asksForTelemetry, resourceOf } from './asked.ts';

if (asksForTelemetry(environment())) {
  const { startNodeSdk } = await import('@opentelemetry/sdk-node');
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  // Logs go to standard error as JSON with the trace's id: whoever collects them has them there.
  startNodeSdk({ resourceAttributes: resourceOf(environment(), version), logRecordProcessors: [], instrumentations: [] });
  const { observeRuntime } = await import('./runtime.ts');
  observeRuntime();
}
