import { SpanKind } from '@opentelemetry/api';
import { tracedIn } from '@cpom/platform';
import type { FeedBatch } from '@cpom/proto/feed/v1/feed';

/** A batch on its way between instances, seen in the trace of each commit that it speaks of. Its bytes stay as they are. */
export function passing<T>(name: string, direction: 'out' | 'in', { messages }: Pick<FeedBatch, 'messages'>, run: () => Promise<T>): Promise<T> {
  return tracedIn(messages.map(({ traceparent }) => traceparent), { name, kind: direction === 'out' ? SpanKind.PRODUCER : SpanKind.CONSUMER }, run);
}
