import { beforeEach, describe, expect, test } from '@jest/globals';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { Refusal } from '@cpom/kernel';

// As `--import` does it: what is on is settled before our module is loaded.
const exporter = new InMemorySpanExporter();
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
const { apart, traced, tracedIn, tracedPart, traceparentNow, tracing } = await import('./telemetry.ts');

beforeEach(() => { exporter.reset(); });
const done = (): Promise<void> => Promise.resolve();
const commit = (number: number, flags = '01'): string => `00-${String(number).padStart(32, 'a')}-${String(number).padStart(16, 'b')}-${flags}`;
const made = () => exporter.getFinishedSpans().map((span) => ({ name: span.name, trace: span.spanContext().traceId, under: span.parentSpanContext?.spanId, links: span.links.length, attributes: span.attributes, status: span.status }));

test('given work inside work, then what it writes carries the inner one, in the same trace', async () => {
  const inner = await traced({ name: 'outer' }, () => traced({ name: 'inner' }, () => Promise.resolve(traceparentNow())));
  const [innerSpan, outerSpan] = exporter.getFinishedSpans();
  expect(innerSpan?.parentSpanContext?.spanId).toBe(outerSpan?.spanContext().spanId);
  expect(inner).toBe(`00-${innerSpan?.spanContext().traceId}-${innerSpan?.spanContext().spanId}-01`);
  expect([tracing, traceparentNow()]).toEqual([true, undefined]);
});

describe('a batch of what commits said', () => {
  test('given one commit, then the work is done inside its trace, under the commit', async () => {
    const carried = await tracedIn([commit(1), commit(1)], { name: 'process' }, () => Promise.resolve(traceparentNow()));
    expect(made()).toMatchObject([{ name: 'process', trace: commit(1).slice(3, 35), under: commit(1).slice(36, 52), attributes: { 'messaging.batch.message_count': 2 } }]);
    expect(carried).toContain(commit(1).slice(3, 35));
  });
  test('given several commits, then each trace shows the work, and the work itself belongs to none', async () => {
    const carried = await tracedIn([commit(1), undefined, commit(2), ''], { name: 'process' }, () => Promise.resolve(traceparentNow()));
    expect(made().map(({ under }) => under)).toEqual([commit(1).slice(36, 52), commit(2).slice(36, 52)]);
    expect(carried).toBeUndefined();
  });
  test('given that it is catching up, then one span stands for all, linked', async () => {
    await tracedIn(Array.from({ length: 500 }, (_, index) => commit(index + 1)), { name: 'process' }, done);
    expect(made()).toMatchObject([{ name: 'process', under: undefined, links: 33 }]);
  });
  test.each([[undefined], [''], ['not a traceparent'], [`00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`]])('given nothing that was traced (%p), then there is no span', async (traceparent) => {
    expect(await tracedIn([traceparent], { name: 'process' }, () => Promise.resolve('done'))).toBe('done');
    expect(made()).toEqual([]);
  });
  test('given a commit that was not sampled, then its messages are not either, here or elsewhere', async () => {
    const carried = await tracedIn([commit(3, '00')], { name: 'process' }, () => Promise.resolve(traceparentNow()));
    expect(made()).toEqual([]);
    expect(carried?.slice(-2)).toBe('00');
  });
});

test('given that nothing runs, when a part is done, then it begins no trace; and what sleeps is apart from who wakes it', async () => {
  await tracedPart({ name: 'apply' }, done);
  expect(made()).toEqual([]);
  await traced({ name: 'waker' }, () => Promise.resolve(apart(() => { expect(context.active()).toBe(ROOT_CONTEXT); })()));
});

test('given a failure, then the span names its kind and not its words; given a refusal, it is an answer', async () => {
  await expect(traced({ name: 'fails' }, () => Promise.reject(new RangeError('Mme Rousselot')))).rejects.toThrow(RangeError);
  await expect(traced({ name: 'refuses' }, () => Promise.reject(new Refusal('rule', 'Mme Rousselot')))).rejects.toThrow(Refusal);
  await expect(traced({ name: 'away' }, () => Promise.reject(new Refusal('unavailable', 'Mme Rousselot')))).rejects.toThrow(Refusal);
  expect(made().map(({ status, attributes }) => [status.code, attributes])).toEqual([
    [2, { 'error.type': 'RangeError' }], [0, { 'cpom.refusal.code': 'rule' }], [2, { 'cpom.refusal.code': 'unavailable', 'error.type': 'Refusal' }],
  ]);
  expect(JSON.stringify(made())).not.toContain('Rousselot');
});
