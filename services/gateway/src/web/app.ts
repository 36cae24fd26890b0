import type { Log, NewId } from '@cpom/platform';
import express, { type Express, type RequestHandler } from 'express';
import { loadSession, providerOrigin, signInRoutes, type SignIn } from '../signin/index.ts';
import { bodies, usualBodyLimits, type BodyLimits } from './bodies.ts';
import { csrf } from './csrf.ts';
import { errorHandler, notFound } from './errors.ts';
import { securityHeaders } from './headers.ts';
import { oneHost } from './host.ts';
import type { RenderPage } from './page.ts';
import { rateLimit, type RateLimit } from './rate.ts';
import { requestId } from './request-id.ts';

export interface WebDeps {
  readonly signIn: SignIn;
  readonly render: RenderPage;
  readonly log: Log;
  readonly newId: NewId;
  readonly now: () => number;
  /** Style sheets and the like: before the rate limit, without a session; they set their own Cache-Control. */
  readonly assets: readonly RequestHandler[];
  /** Pages and API; each asks `requireSession` itself. */
  readonly routes: readonly RequestHandler[];
  readonly rate?: RateLimit;
  readonly bodyLimits?: BodyLimits;
  /** How many reverse proxies stand in front: whose `X-Forwarded-For` is believed. */
  readonly proxies?: number;
}

/** A person reads a page a second at most, and opens several at once; an office may share one address. */
export const usualRate: RateLimit = { burst: 120, perSecond: 20, visitors: 10_000 };

/** The order is the security: name, headers, host, who, how often, body, token, and only then a route. */
export function createWeb(deps: WebDeps): Express {
  const { signIn, render, log, newId, now } = deps;
  const { origin, provider } = signIn.settings;
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', false).set('trust proxy', deps.proxies ?? 0);
  app.use(requestId(newId), ...securityHeaders({ origin, formOrigins: [providerOrigin(provider)] }), oneHost(origin));
  for (const asset of deps.assets) app.use(asset);
  app.use(loadSession(signIn), rateLimit(deps.rate ?? usualRate, now));
  app.use(...bodies(deps.bodyLimits ?? usualBodyLimits), csrf(origin));
  app.use(signInRoutes(signIn, { render, log }));
  for (const route of deps.routes) app.use(route);
  app.use(notFound);
  app.use(errorHandler({ render, log }));
  return app;
}
