import { status, type Metadata } from '@grpc/grpc-js';
import { propagation, ROOT_CONTEXT, SpanKind, context, type TextMapGetter, type TextMapSetter } from '@opentelemetry/api';
import { Refusal } from '@cpom/kernel';
import { traced, tracing } from '@cpom/platform';
import { toServiceError } from '../grpc-status.ts';
import { instruments, observing } from './instruments.ts';

const setter: TextMapSetter<Metadata> = { set: (metadata, key, value) => { metadata.set(key, value); } };
const getter: TextMapGetter<Metadata> = { keys: (metadata) => Object.keys(metadata.getMap()), get: (metadata, key) => metadata.get(key)[0]?.toString() };

/** `/cpom.contracts.v1.Contracts/SignContract` as the conventions name it: without the first slash. */
export const methodOf = (path: string): string => path.replace(/^\//, '');

const rpc = (method: string) => ({ 'rpc.system.name': 'grpc', 'rpc.method': method });
const statusName = (error: unknown): string => status[error instanceof Refusal ? (toServiceError(error).code ?? status.UNKNOWN) : status.INTERNAL];

/** The rules of law that stand against it; a refusal for another reason counts once, without a rule. */
function countRefusal({ code, details }: Refusal, of: object): void {
  const rules = details.flatMap(({ field }) => (field.startsWith('rule.') ? [field.slice('rule.'.length)] : []));
  if (rules.length === 0) instruments.refusals.add(1, { ...of, 'cpom.refusal.code': code });
  for (const rule of rules) instruments.refusals.add(1, { ...of, 'cpom.refusal.code': code, 'cpom.refusal.rule': rule });
}

async function timed<T>(method: string, instance: string | undefined, run: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const of = { ...rpc(method), ...(instance ? { 'cpom.instance': instance } : {}) };
  const record = (name: string): void => { instruments.rpcs.record((performance.now() - started) / 1_000, { ...of, 'rpc.response.status_code': name }); };
  try {
    const reply = await run();
    record('OK');
    return reply;
  } catch (error) {
    record(statusName(error));
    if (error instanceof Refusal) countRefusal(error, of);
    throw error;
  }
}

/** Answers a call inside the caller's trace, and measures it. */
export function served<T>(method: string, instance: string | undefined, metadata: Metadata, run: () => Promise<T>): Promise<T> {
  if (!observing) return run();
  const work = { name: method, kind: SpanKind.SERVER, attributes: rpc(method) };
  return traced(work, () => timed(method, instance, run), tracing ? propagation.extract(ROOT_CONTEXT, metadata, getter) : undefined);
}

/** Makes a call as a part of what runs; the metadata given to `run` carries the trace. */
export function called<T>(method: string, metadata: Metadata, run: (metadata: Metadata) => Promise<T>): Promise<T> {
  if (!tracing) return run(metadata);
  return traced({ name: method, kind: SpanKind.CLIENT, attributes: rpc(method) }, () => {
    const carrying = metadata.clone();
    propagation.inject(context.active(), carrying, setter);
    return run(carrying);
  });
}
