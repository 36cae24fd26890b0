import { Refusal } from '@cpom/kernel';
import { context, isSpanContextValid, ROOT_CONTEXT, SpanStatusCode, trace, type Attributes, type Context, type ProxyTracerProvider, type Span, type SpanKind } from '@opentelemetry/api';

/** A piece of work as a trace shows it. Attributes are codes, counts and names of parts: never what a person wrote, never who. */
export interface Work {
  readonly name: string;
  readonly kind?: SpanKind;
  readonly attributes?: Attributes;
}

const tracer = trace.getTracer('cpom');

/**
 * Whether this process makes spans. Settled before the first of our modules is loaded (`--import`), so that what is off costs
 * one comparison and makes no object.
 */
export const tracing: boolean = (trace.getTracerProvider() as Partial<ProxyTracerProvider>).getDelegateTracer?.('cpom') !== undefined;

const shape = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What a `traceparent` (W3C) points to; undefined for what is not one. */
function contextOf(traceparent: string): Context | undefined {
  const [, traceId = '', spanId = '', flags = ''] = shape.exec(traceparent) ?? [];
  const from = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(from) ? trace.setSpanContext(ROOT_CONTEXT, from) : undefined;
}

/** The running work as a `traceparent`, to be kept with what it writes; undefined where nothing is traced. */
export function traceparentNow(): string | undefined {
  const span = tracing ? trace.getActiveSpan()?.spanContext() : undefined;
  if (!span || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Refusals that are nobody's answer: something is away, or is not what it was. */
const serious: readonly string[] = ['unavailable', 'diverged'];

/** Marks how work ended by the kind of error alone: a message may hold what somebody typed. A refusal is an answer, not a failure. */
function failed(span: Span, error: unknown): void {
  if (error instanceof Refusal) span.setAttribute('cpom.refusal.code', error.code);
  if (error instanceof Refusal && !serious.includes(error.code)) return;
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
}

async function settle<T>(spans: readonly Span[], inside: Context, run: () => Promise<T>): Promise<T> {
  try {
    return await context.with(inside, run);
  } catch (error) {
    for (const span of spans) failed(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}

/** Runs work as a part of what is running now, or of the parent given. */
export function traced<T>({ name, kind, attributes }: Work, run: () => Promise<T>, parent?: Context): Promise<T> {
  if (!tracing) return run();
  const from = parent ?? context.active();
  const span = tracer.startSpan(name, { ...(kind === undefined ? {} : { kind }), ...(attributes ? { attributes } : {}) }, from);
  return settle([span], trace.setSpan(from, span), run);
}

/** Runs work as a part of what is running now; where nothing runs, it begins no trace of its own. */
export const tracedPart = <T>(work: Work, run: () => Promise<T>): Promise<T> => (tracing && trace.getActiveSpan() ? traced(work, run) : run());

/** More traces than this in one batch is catching up: one span stands for all. */
const mostTraces = 32;

/**
 * Runs work on a batch of what several commits said: each commit's own trace gets a span of it, as a child of the commit
 * (the creation context that CloudEvents carry unchanged). A large batch gets one span, linked to its first commits.
 * What nobody traced makes no span.
 */
export function tracedIn<T>(traceparents: readonly (string | undefined)[], { name, kind, attributes }: Work, run: () => Promise<T>): Promise<T> {
  if (!tracing) return run();
  const parents = [...new Set(traceparents)].slice(0, mostTraces + 1).flatMap((traceparent) => (traceparent ? contextOf(traceparent) ?? [] : []));
  const options = { ...(kind === undefined ? {} : { kind }), attributes: { ...attributes, 'messaging.batch.message_count': traceparents.length } };
  const spans = parents.length > mostTraces
    ? [tracer.startSpan(name, { ...options, root: true, links: parents.flatMap((parent) => { const from = trace.getSpanContext(parent); return from ? [{ context: from }] : []; }) })]
    : parents.map((parent) => tracer.startSpan(name, options, parent));
  const [only] = spans;
  return settle(spans, only && spans.length === 1 ? trace.setSpan(ROOT_CONTEXT, only) : ROOT_CONTEXT, run);
}

/** A function that runs outside of whatever trace woke it: what sleeps between pieces of work belongs to none. */
export const apart = <A extends unknown[], R>(run: (...args: A) => R): ((...args: A) => R) => context.bind(ROOT_CONTEXT, run);
