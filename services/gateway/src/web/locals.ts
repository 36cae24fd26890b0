import type { Request, Response } from 'express';
import { Refusal } from '@cpom/kernel';
import type { Session } from '../signin/session.ts';
import type { IncomingFile } from './multipart.ts';

interface Locals {
  requestId?: string;
  session?: Session;
  file?: IncomingFile;
  /** The file behind it, once that one is read. */
  nextFile?: () => Promise<IncomingFile | undefined>;
}

/** What the middleware learned of this request: the one typed door to `res.locals`. */
export const localsOf = (res: Response): Locals => res.locals;

/** The request's random name, as logs and the services know it. */
export const requestIdOf = (res: Response): string => localsOf(res).requestId ?? 'sans-reference';

/** The session, or undefined for a visitor. */
export const sessionOf = (res: Response): Session | undefined => localsOf(res).session;

/** The session; refuses `unauthenticated` (which leads a reader to the sign-in page). */
export function requireSession(res: Response): Session {
  const session = sessionOf(res);
  if (!session) throw new Refusal('unauthenticated', 'Connectez-vous pour continuer.');
  return session;
}

/** Whether the caller is a program that wants JSON. The page `/api` itself is for readers. */
export const isApi = (req: Request): boolean => /^\/api\//.test(req.originalUrl);

/** Whether htmx asked: a redirect must then be told in a header, or it would land inside the page. */
export const isHtmx = (req: Request): boolean => req.get('hx-request') === 'true';
