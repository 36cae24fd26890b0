import { metrics, trace, type ProxyTracerProvider } from '@opentelemetry/api';

type Flushing = { forceFlush?(): Promise<void> };

/** A collector that is away does not keep a process from ending (milliseconds). */
const patience = 2_000;

/** Sends what was not sent yet, two seconds at most; never throws. At once when nothing is on. */
export async function flushTelemetry(): Promise<void> {
  const providers = [(trace.getTracerProvider() as ProxyTracerProvider).getDelegate() as Flushing, metrics.getMeterProvider() as Flushing];
  const flushed = Promise.allSettled(providers.map(async (provider) => provider.forceFlush?.()));
  await Promise.race([flushed, new Promise((resolve) => { setTimeout(resolve, patience).unref(); })]);
}
