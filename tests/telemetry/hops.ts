import type { Span } from './receiver.ts';

const [server, client, producer, consumer] = [2, 3, 4, 5];

/** One stop of a command's road: its span's name, kind, instance and service; and the stop it hangs on. */
export interface Hop {
  readonly name: RegExp;
  readonly kind?: number;
  readonly instance?: string;
  readonly service?: string;
  readonly under?: number;
}

/** Every hop of a contract that is drafted in a region, in the order of the road, from the request that asks for it. */
export const hopsFrom = (request: RegExp): readonly Hop[] => [
  { name: request, kind: server, instance: '24', service: 'gateway' },
  { name: /^cpom\.contracts\.v1\.Contracts\/DraftContract$/, kind: client, under: 0 },
  { name: /^cpom\.contracts\.v1\.Contracts\/DraftContract$/, kind: server, under: 1 },
  { name: /^journal append$/, instance: '24', service: 'contracts', under: 2 },
  { name: /^apply contract-list\.v\d+$/, under: 3 },
  { name: /^send$/, kind: producer, instance: '24', service: 'contracts', under: 3 },
  { name: /^process indicators\./, kind: consumer, instance: '24', service: 'indicators', under: 3 },
  { name: /^feed cpom:\/\/24\/contracts$/, kind: producer, under: 3 },
  { name: /^gate to nation$/, kind: producer, under: 3 },
  { name: /^collector from 24$/, kind: consumer, under: 3 },
  { name: /^journal append$/, instance: 'nation', service: 'collector', under: 3 },
  { name: /^send$/, kind: producer, instance: 'nation', service: 'collector', under: 3 },
  { name: /^process national\./, kind: consumer, instance: 'nation', service: 'national', under: 3 },
  { name: /^apply national-contract\.v\d+$/, under: 12 },
];

/** The span of each hop in a trace, undefined where it is missing. */
export function findHops(hops: readonly Hop[], trace: readonly Span[]): readonly (Span | undefined)[] {
  const found: (Span | undefined)[] = [];
  for (const { name, kind, instance, service, under } of hops) {
    const parent = under === undefined ? undefined : found[under]?.spanId ?? 'no such hop';
    found.push(trace.find((span) => name.test(span.name) && (kind === undefined || span.kind === kind) && (parent === undefined || span.parentSpanId === parent)
      && (instance === undefined || span.attributes['cpom.instance'] === instance) && (service === undefined || span.attributes['cpom.service'] === service)));
  }
  return found;
}

/** The spans of the trace that begins with such a request and ended with this status. */
export function traceFrom(hops: readonly Hop[], spans: readonly Span[], status: string): readonly Span[] {
  const root = spans.find(({ name, attributes }) => hops[0]?.name.test(name) && attributes['http.response.status_code'] === status);
  return spans.filter(({ traceId }) => traceId === root?.traceId);
}

/** For a test that waits in vain. */
export const missingIn = (hops: readonly Hop[], trace: readonly Span[]): string =>
  `missing: ${findHops(hops, trace).flatMap((span, index) => (span ? [] : [String(hops[index]?.name)])).join(', ')} among ${trace.map(({ name, attributes }) => `${name} (${attributes['cpom.service'] ?? ''})`).join(', ')}`;
