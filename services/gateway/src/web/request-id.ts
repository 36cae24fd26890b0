import type { RequestHandler } from 'express';
import type { NewId } from '@cpom/platform';
import { localsOf } from './locals.ts';

/** Names each request at random. What the caller calls it is ignored: it would end up in logs and in signed identities. */
export const requestId = (newId: NewId): RequestHandler => (_req, res, next) => {
  const id = newId();
  localsOf(res).requestId = id;
  res.set('X-Request-Id', id);
  next();
};
