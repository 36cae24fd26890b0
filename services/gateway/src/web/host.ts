import { Refusal } from '@cpom/kernel';
import type { RequestHandler } from 'express';

/**
 * Keeps everybody on the one public origin. Under another name of the same machine (localhost for 127.0.0.1) cookies would not follow
 * through the sign-in, and a foreign `Host` has no business here at all.
 */
export function oneHost(origin: string): RequestHandler {
  const { host } = new URL(origin);
  return (req, res, next) => {
    if (req.headers.host === host) return next();
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      throw new Refusal('invalid', `Cette adresse n'est pas celle du service. Utilisez ${origin}.`);
    }
    const { pathname, search } = new URL(req.originalUrl.replace(/^[/\\]+/, '/'), origin);
    res.redirect(307, origin + pathname + search);
  };
}
