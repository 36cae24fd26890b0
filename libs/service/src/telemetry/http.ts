import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { traced } from '@cpom/platform';
import { instruments, observing } from './instruments.ts';

const methods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
/** Style sheets and the like are counted; a trace of each would hide the pages. */
const asset = /^\/assets\//;

/** The route as the router writes it (`/contrats/:id`), never the address: it may hold what somebody searched for. */
const routeOf = (req: IncomingMessage): string | undefined => {
  const { route } = req as { readonly route?: { readonly path?: unknown } };
  return typeof route?.path === 'string' ? route.path : undefined;
};

function told(req: IncomingMessage, res: ServerResponse): Attributes {
  const method = methods.includes(req.method ?? '') ? req.method : '_OTHER';
  const route = routeOf(req);
  return {
    'http.request.method': method, 'url.scheme': 'http', 'http.response.status_code': res.statusCode,
    ...(route ? { 'http.route': route } : {}), ...(res.statusCode >= 500 ? { 'error.type': String(res.statusCode) } : {}),
  };
}

function nameSpan(attributes: Attributes): void {
  const span = trace.getActiveSpan();
  span?.updateName([attributes['http.request.method'], attributes['http.route']].filter(Boolean).join(' ')).setAttributes(attributes);
  if (attributes['error.type']) span?.setStatus({ code: SpanStatusCode.ERROR });
}

/** Whatever a body or a socket tells later belongs to the request too. */
function bindHere(...parts: readonly object[]): void {
  for (const part of parts) context.bind(context.active(), part);
}

/**
 * Answers HTTP, each request the beginning of a trace, measured by its route. What a visitor sends as a trace is not taken up:
 * strangers would decide what is recorded. The same function when nothing watches.
 */
export function observedHttp(handler: RequestListener, instance: string): RequestListener {
  if (!observing) return handler;
  return (req, res) => {
    const started = performance.now();
    const answer = (): Promise<void> => new Promise((resolve) => {
      bindHere(req, res);
      res.once('close', () => {
        const attributes = told(req, res);
        instruments.requests.record((performance.now() - started) / 1_000, { ...attributes, 'cpom.instance': instance });
        nameSpan(attributes);
        resolve();
      });
      handler(req, res);
    });
    const work = { name: req.method ?? 'GET', kind: SpanKind.SERVER, attributes: { 'cpom.instance': instance, 'cpom.service': 'gateway' } };
    void (asset.test(req.url ?? '') ? answer() : traced(work, answer, ROOT_CONTEXT));
  };
}
