import type { Metric } from './receiver.ts';

const units: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes', 1: '_ratio' };
const plain = (name: string): string => name.replace(/[^a-zA-Z0-9_:]/g, '_');

/** The names under which the collector's Prometheus exporter shows a metric (OpenTelemetry to Prometheus, with unit and type suffixes). */
export function namesOf({ name, unit, kind, monotonic }: Metric): string[] {
  const suffix = unit === '1' && kind !== 'gauge' ? '' : (units[unit] ?? '');
  const base = plain(name).endsWith(suffix) ? plain(name) : plain(name) + suffix;
  if (kind === 'histogram') return [`${base}_bucket`, `${base}_sum`, `${base}_count`];
  return [kind === 'sum' && monotonic ? `${base}_total` : base];
}

/** Its labels; `le` for a histogram. */
export const labelsOf = ({ kind, points }: Metric): Set<string> =>
  new Set([...points.flatMap(({ attributes }) => Object.keys(attributes).map(plain)), ...(kind === 'histogram' ? ['le'] : [])]);

/** What the collector adds of the process itself (deploy/observability/collector/config.yaml). */
export const ofTheProcess: readonly string[] = ['service_name', 'service_instance_id', 'service_version', 'cpom_instance', 'job', 'instance'];
