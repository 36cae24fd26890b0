import { createNoopMeter, metrics, type Attributes, type Counter } from '@opentelemetry/api';
import { tracing } from '@cpom/platform';

const meter = metrics.getMeter('cpom');

/** Whether this process counts. Settled before the first of our modules is loaded (`--import`). */
export const metering: boolean = meter !== createNoopMeter();

/** Whether anything watches: when not, nothing is wrapped, counted or timed. */
export const observing: boolean = tracing || metering;

const counter = (name: string, unit: string, description: string): Counter => meter.createCounter(name, { unit, description });

/** The bounds that the semantic conventions advise for durations in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const seconds = (name: string, description: string) => meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries: bounds } });
const gauge = (name: string, unit: string, description: string) => meter.createObservableGauge(name, { unit, description });

/** Everything that is measured and is not one service's own. `docs/observing.md` says what each means. */
export const instruments = {
  commits: counter('cpom.journal.commits', '{commit}', 'Commits made durable'),
  conflicts: counter('cpom.journal.conflicts', '{conflict}', 'Appends that found the stream changed, and were decided again'),
  appends: seconds('cpom.journal.append.duration', 'Time until an append is durable'),
  sent: counter('messaging.client.sent.messages', '{message}', 'Messages published on the bus'),
  consumed: counter('messaging.client.consumed.messages', '{message}', 'Messages delivered to a group'),
  processed: seconds('messaging.process.duration', 'Time a group takes for a batch'),
  groupLag: gauge('cpom.bus.group.lag', '{message}', 'Messages that a group has not handled yet'),
  pumpLag: gauge('cpom.pump.lag', '{commit}', 'Commits that a view or the relay has not handled yet'),
  held: gauge('cpom.messages.held', '{message}', 'Messages held back: waiting, parked, or of an unknown type'),
  rpcs: seconds('rpc.server.call.duration', 'Time a service takes to answer a call'),
  requests: seconds('http.server.request.duration', 'Time the gateway takes to answer a request'),
  refusals: counter('cpom.refusals', '{refusal}', 'Calls answered by a refusal, by code, and by rule where a rule of law stands against it'),
  ready: gauge('cpom.ready', '{state}', 'Whether this process is ready: 1 or 0'),
} as const;

/** Something looked at each time figures are collected; gives the way to stop. */
export function gauged<G extends Parameters<typeof meter.addBatchObservableCallback>[1]>(gauges: G, look: (tell: (which: G[number], value: number, of: Attributes) => void) => Promise<void> | void): () => void {
  if (!metering) return () => undefined;
  const callback: Parameters<typeof meter.addBatchObservableCallback>[0] = (result) => look((which, value, of) => { result.observe(which, value, of); });
  meter.addBatchObservableCallback(callback, gauges);
  return () => { meter.removeBatchObservableCallback(callback, gauges); };
}

const delays = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600];
/** More than this at once is catching up after a stop: its age says nothing of how fast the road is. */
const mostLive = 100;

/** Measures how long ago what has just arrived was said: instants (ISO), and the present in milliseconds. Nothing when nothing watches. */
export function delayMeter(name: string, description: string): (times: readonly string[], now: number, of: Attributes) => void {
  const histogram = meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries: delays } });
  return (times, now, of) => {
    if (!metering || times.length > mostLive) return;
    for (const time of times) histogram.record(Math.max(0, (now - Date.parse(time)) / 1_000), of);
  };
}

/** A counter of one service's life, shown from zero on. */
export function lifeCounter(name: string, of: Attributes): Counter {
  const made = counter(name, '{event}', 'Counted from the facts that the service recorded');
  made.add(0, of);
  return made;
}

export const serviceGauge = gauge;
