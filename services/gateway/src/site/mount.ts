import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { Refusal } from '@cpom/kernel';
import { roleName } from '@cpom/service';
import { page, render } from '../ui/index.ts';
import { askedOf } from './asked.ts';
import type { Answer, PublicRoute, Route, RouteAccess } from './route.ts';
import type { PageModel } from '../ui/index.ts';
import type { Visit } from './visit.ts';

export interface MountDeps<C> {
  /** Who asks; refuses `unauthenticated` (which leads to the sign-in) and `forbidden` (no role left). */
  visitOf(res: Response): Promise<Visit<C>>;
  /** What a page shows to somebody who may not be signed in. */
  publicFrame(res: Response): Promise<Pick<PageModel, 'instance' | 'nav' | 'user'>>;
  isVisitor(res: Response): boolean;
  readonly newCause: () => string;
}

const asAttachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;

async function sendFile(res: Response, answer: Extract<Answer, { kind: 'file' }>): Promise<void> {
  res.type(answer.mediaType).set('Content-Disposition', asAttachment(answer.fileName)).set('Content-Length', String(answer.size));
  for await (const chunk of answer.content) {
    if (!res.write(chunk)) await new Promise((resolve) => { res.once('drain', resolve); res.once('close', resolve); });
    if (res.destroyed) return;
  }
  res.end();
}

/** The one place where an answer becomes HTTP. Pages are never kept by caches: they are for one person, now. */
export async function send(res: Response, answer: Answer): Promise<void> {
  res.set('Cache-Control', 'no-store');
  switch (answer.kind) {
    case 'page': res.status(answer.status ?? 200).type('html').send(render(page(answer.page))); return;
    case 'see': res.redirect(303, answer.to); return;
    case 'json': res.status(answer.status ?? 200).json(answer.body); return;
    case 'text':
      res.type(answer.mediaType);
      if (answer.fileName) res.set('Content-Disposition', asAttachment(answer.fileName));
      res.send(answer.text);
      return;
    case 'file': await sendFile(res, answer);
  }
}

function checkAccess(access: RouteAccess, visit: Visit<unknown>): void {
  if (access === 'public' || access === 'signed-in' || visit.may(access)) return;
  throw new Refusal('forbidden', `Cette page est réservée à : ${access.map(roleName).join(', ')}. L'administrateur de votre organisme peut vous donner ce rôle.`);
}

const signedIn = <C>(route: Route<Visit<C>>, { visitOf, newCause }: MountDeps<C>): RequestHandler =>
  async (req: Request, res: Response) => {
    const visit = await visitOf(res);
    checkAccess(route.access, visit);
    await send(res, await route.handle(visit, askedOf(req, res, newCause)));
  };

const open = <C>(route: PublicRoute, { publicFrame, isVisitor }: MountDeps<C>): RequestHandler =>
  async (_req, res, next) => {
    if (route.visitorsOnly && !isVisitor(res)) { next(); return; }
    await send(res, await route.handle(await publicFrame(res)));
  };

/** Turns the list of addresses into a router. */
export function mountRoutes<C>(routes: readonly Route<Visit<C>>[], publicRoutes: readonly PublicRoute[], deps: MountDeps<C>): Router {
  const router = express.Router();
  for (const route of publicRoutes) router.get(route.path, open(route, deps));
  for (const route of routes) router[route.method](route.path, signedIn(route, deps));
  return router;
}
