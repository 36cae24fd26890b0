import type { Response } from 'express';
import express, { type RequestHandler } from 'express';
import { randomBytes } from 'node:crypto';
import type { ServiceDeps } from '@cpom/service';
import { sessionOf, requireSession, requestIdOf } from '../web/locals.ts';
import { loadAssets, type NavItem, type PageModel } from '../ui/index.ts';
import type { GatewayConfig } from '../config.ts';
import type { MountDeps } from './mount.ts';
import type { People } from './people.ts';
import { visitOf, type Visit } from './visit.ts';

/** A kind of site: which services its pages call, and its menu. */
export interface SiteKind<C> {
  callsFor(token: string): C;
  nav(visit: Pick<Visit<C>, 'may'>): readonly NavItem[];
}

/** 256 bits, for names that must not be guessed. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Who asks: session, roles held now, a fresh identity token of at most 60 s. */
export function visitsOf<C>(deps: ServiceDeps, config: GatewayConfig, people: People, kind: SiteKind<C>): MountDeps<C> {
  const { identity, clock, instance: info, newId } = deps;
  const newCause = (): string => newId();
  const visit = async (res: Response): Promise<Visit<C>> => {
    const session = requireSession(res);
    const { person, memberships, readAt } = await people.get(session.personId);
    const token = await identity.sign({ kind: 'person', personId: person.personId, memberships, requestId: requestIdOf(res) }, readAt);
    return visitOf({
      calls: kind.callsFor(token), person, memberships, names: await people.names(), today: clock.today(), now: clock.now(), csrf: session.csrf,
      requestId: requestIdOf(res), newCause, info, instance: config.shown, files: deps.ports.files, forget: people.forget, nav: kind.nav,
    });
  };
  const publicFrame = async (res: Response): Promise<Pick<PageModel, 'instance' | 'nav' | 'user'>> => {
    if (!sessionOf(res)) return { instance: config.shown, nav: [] };
    return visit(res).then(({ frame }) => frame, () => ({ instance: config.shown, nav: [] }));
  };
  return { visitOf: visit, publicFrame, isVisitor: (res) => sessionOf(res) === undefined, newCause };
}

const aDay = 86_400_000;

/** Style sheets, scripts and icons, which may be kept a day. */
export async function assetHandlers(): Promise<readonly RequestHandler[]> {
  const { folders, texts } = await loadAssets();
  const served = folders.map(({ url, folder }): RequestHandler => {
    const files = express.static(folder, { index: false, maxAge: aDay, redirect: false });
    return express.Router().use(url, files);
  });
  const derived = texts.map(({ url, type, text }): RequestHandler =>
    express.Router().get(url, (_req, res) => { res.type(type).set('Cache-Control', 'public, max-age=86400').send(text); }));
  return [...served, ...derived];
}
