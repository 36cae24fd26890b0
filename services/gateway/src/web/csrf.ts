import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@cpom/kernel';
import type { Request, RequestHandler } from 'express';
import { requireSession } from './locals.ts';

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares without telling, by the time it takes, how much was right. */
export const sameSecret = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

/** Where the browser says the request comes from. Programs say nothing, and need the token all the same. */
function comesFromUs(req: Request, origin: string): boolean {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const from = req.get('origin');
  return from === undefined || from === origin;
}

/** Takes the token out of the body, so that a form's schema need not know of it. */
function tokenOf(req: Request): string {
  const header = req.get('x-csrf-token');
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !('_csrf' in body)) return header ?? '';
  const { _csrf: field } = body;
  delete body._csrf;
  return header ?? (typeof field === 'string' ? field : '');
}

/**
 * Every request that changes something must come from our own pages: the browser must not say otherwise, and the session's token
 * must be there (hidden field `_csrf`, or header `X-CSRF-Token`).
 */
export const csrf = (origin: string): RequestHandler => (req, res, next) => {
  if (reading.has(req.method)) return next();
  const token = tokenOf(req);
  const session = requireSession(res);
  if (comesFromUs(req, origin) && sameSecret(token, session.csrf)) return next();
  throw new Refusal(
    'forbidden',
    "Ce formulaire n'est plus valable : il a été ouvert dans une autre session ou depuis un autre site. Rien n'a été enregistré. " +
      'Rechargez la page et recommencez.',
  );
};
