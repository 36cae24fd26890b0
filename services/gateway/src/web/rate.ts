import { plural, Refusal } from '@cpom/kernel';
import type { Request, RequestHandler, Response } from 'express';
import { sessionOf } from './locals.ts';

export interface RateLimit {
  /** Requests one visitor may make at once. */
  readonly burst: number;
  /** Requests that are given back each second. */
  readonly perSecond: number;
  /** Visitors remembered at most; the one not seen for longest is forgotten first. */
  readonly visitors: number;
}

interface Bucket {
  left: number;
  at: number;
}

/** Takes one token of the key's bucket: 0 when there was one, else the milliseconds until there is. `now` in milliseconds. */
export function tokenBuckets({ burst, perSecond, visitors }: RateLimit, now: () => number): (key: string) => number {
  const buckets = new Map<string, Bucket>();
  return (key) => {
    const at = now();
    const known = buckets.get(key) ?? { left: burst, at };
    const left = Math.min(burst, known.left + (Math.max(0, at - known.at) / 1000) * perSecond);
    buckets.delete(key);
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at });
    const oldest = buckets.keys().next();
    if (buckets.size > visitors && !oldest.done) buckets.delete(oldest.value);
    return left >= 1 ? 0 : Math.ceil(((1 - left) / perSecond) * 1000);
  };
}

/** An address, or for IPv6 its /64: one household or office, however many addresses it draws. */
export function network(ip: string): string {
  if (!ip.includes(':')) return ip;
  if (ip.includes('.')) return ip.slice(ip.lastIndexOf(':') + 1);
  const [head = '', tail = ''] = ip.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = ip.includes('::') ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

const visitor = (req: Request, res: Response): string => sessionOf(res)?.key ?? network(req.ip ?? '');

/** Refuses `too-many` with `Retry-After`, by session, else by network. */
export function rateLimit(limit: RateLimit, now: () => number): RequestHandler {
  const take = tokenBuckets(limit, now);
  return (req, res, next) => {
    const wait = Math.ceil(take(visitor(req, res)) / 1000);
    if (wait === 0) return next();
    res.set('Retry-After', String(wait));
    throw new Refusal('too-many', `Trop de demandes en peu de temps. Réessayez dans ${plural(wait, 'seconde')}.`);
  };
}
