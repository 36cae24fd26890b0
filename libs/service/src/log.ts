import pino, { type DestinationStream } from 'pino';
import { trace } from '@opentelemetry/api';
import { tracing, type Log } from '@cpom/platform';
import { safeData } from './log-safe.ts';

type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** The running trace, so that a line and the trace that it belongs to are found from each other. */
function traceIds(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}

const standardError = (): DestinationStream => pino.destination({ dest: 2, sync: false });

/** A JSON log on standard error: our sentences, and identifiers; never a person's name, address or number, nor what somebody typed. */
export const createLog = (service: string, level: Level = 'info', to: DestinationStream = standardError()): Log =>
  pino({ name: service, level, formatters: { log: safeData }, serializers: { err: (error: unknown) => error }, ...(tracing ? { mixin: traceIds } : {}) }, to);

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
