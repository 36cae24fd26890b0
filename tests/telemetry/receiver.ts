import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { readonly stringValue?: string; readonly intValue?: string | number; readonly doubleValue?: number; readonly arrayValue?: { readonly values?: readonly Value[] } };
type Pair = { readonly key: string; readonly value: Value };

/** One span as it was exported. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string>>;
  /** The process that made it. */
  readonly process: string;
}

/** One metric by name, with its unit, its kind, and the attributes of each of its points. */
export interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'sum' | 'gauge' | 'histogram';
  /** A sum that only grows. */
  readonly monotonic: boolean;
  readonly points: readonly { readonly attributes: Readonly<Record<string, string>>; readonly value: number }[];
}

/** Where a program sends its telemetry in a test: OTLP over HTTP, as JSON, on this machine. */
export interface Receiver {
  /** What to start the program with. */
  readonly env: Readonly<Record<string, string>>;
  readonly spans: readonly Span[];
  /** The latest of each. */
  readonly metrics: ReadonlyMap<string, Metric>;
  /** Resolves once what was received satisfies; rejects after 20 s with what was there instead. */
  until(satisfied: () => boolean, missing: () => string): Promise<void>;
  stop(): Promise<void>;
}

const plain = ({ stringValue, intValue, doubleValue, arrayValue }: Value): string =>
  (arrayValue?.values ?? []).map(plain).join(' ') || String(stringValue ?? intValue ?? doubleValue ?? '');
const attributesOf = (pairs: readonly Pair[] = []): Record<string, string> => Object.fromEntries(pairs.map(({ key, value }) => [key, plain(value)]));

type Point = { readonly attributes?: readonly Pair[]; readonly asDouble?: number; readonly asInt?: string | number; readonly count?: string | number };
type Sent = { readonly name: string; readonly unit?: string } & { readonly [K in Metric['kind']]?: { readonly dataPoints: readonly Point[]; readonly isMonotonic?: boolean } };
type SentSpan = Omit<Span, 'attributes' | 'process'> & { readonly attributes?: readonly Pair[] };
/** What is read here of an export request. */
interface Body {
  readonly resourceSpans?: readonly { readonly resource?: { readonly attributes?: readonly Pair[] }; readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[] }[];
  readonly resourceMetrics?: readonly { readonly scopeMetrics: readonly { readonly metrics: readonly Sent[] }[] }[];
}
const kinds = ['sum', 'gauge', 'histogram'] as const;

function metricOf(metric: Sent): Metric {
  const kind = kinds.find((name) => metric[name] !== undefined) ?? 'gauge';
  const points = (metric[kind]?.dataPoints ?? []).map((point) => ({ attributes: attributesOf(point.attributes), value: Number(point.asDouble ?? point.asInt ?? point.count ?? 0) }));
  return { name: metric.name, unit: metric.unit ?? '', kind, monotonic: metric[kind]?.isMonotonic ?? false, points };
}

/** Listens on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const spans: Span[] = [];
  const metrics = new Map<string, Metric>();
  const woken = new Set<() => void>();
  function take(body: Body): void {
    for (const { resource, scopeSpans } of body.resourceSpans ?? []) {
      const process = attributesOf(resource?.attributes)['process.pid'] ?? '';
      for (const scope of scopeSpans) for (const span of scope.spans) spans.push({ ...span, attributes: attributesOf(span.attributes), process });
    }
    for (const resource of body.resourceMetrics ?? []) for (const scope of resource.scopeMetrics) for (const metric of scope.metrics) metrics.set(metric.name, metricOf(metric));
    for (const wake of woken) wake();
  }
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      take(JSON.parse(Buffer.concat(parts).toString()) as Body);
      res.setHeader('Content-Type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    spans, metrics,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_METRIC_EXPORT_INTERVAL: '500', OTEL_METRIC_EXPORT_TIMEOUT: '400', OTEL_LOG_LEVEL: 'error',
    },
    until: (satisfied, missing) => new Promise((resolve, reject) => {
      const look = (): void => { if (satisfied()) { end(); resolve(); } };
      const limit = setTimeout(() => { end(); reject(new Error(missing())); }, 20_000);
      const end = (): void => { clearTimeout(limit); woken.delete(look); };
      woken.add(look);
      look();
    }),
    stop: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }),
  };
}

/** What Node is told so that the program is watched, as an operator would. */
export const registered: readonly string[] = ['--import', new URL('../../libs/service/src/telemetry/register.ts', import.meta.url).href];
