import type { RequestHandler } from 'express';
import { localsOf } from '../web/locals.ts';
import type { SignIn } from './index.ts';

/** Finds the session of the request's cookie, for `sessionOf(res)`. */
export const loadSession = ({ sessions, cookies }: SignIn): RequestHandler => async (req, res, next) => {
  const secret = cookies.readSession(req);
  const session = secret === undefined ? undefined : await sessions.find(secret);
  if (session) localsOf(res).session = session;
  next();
};
