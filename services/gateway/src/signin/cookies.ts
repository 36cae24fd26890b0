import type { CookieOptions, Request, Response } from 'express';
import { looksSecret } from './secrets.ts';

/** The two cookies of an instance: the session, and the browser's half of a sign-in that is under way. */
export interface Cookies {
  readSession(req: Request): string | undefined;
  writeSession(res: Response, secret: string): void;
  clearSession(res: Response): void;
  readTrip(req: Request): string | undefined;
  writeTrip(res: Response, secret: string, milliseconds: number): void;
}

/** The value of a cookie; a name sent twice was planted by somebody, and counts as absent. */
function readCookie(req: Request, name: string): string | undefined {
  const found = (req.headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`));
  const value = found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
  return looksSecret(value) ? value : undefined;
}

/** `SameSite=Lax`: the way back from the provider is a navigation that must bring the cookies. */
export function cookiesOf({ instance, origin }: { instance: string; origin: string }): Cookies {
  const secure = origin.startsWith('https:');
  const session = `${secure ? '__Host-' : ''}cpom_${instance}`;
  const trip = `${session}_connexion`;
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    readSession: (req) => readCookie(req, session),
    writeSession: (res, secret) => void res.cookie(session, secret, options),
    clearSession: (res) => void res.clearCookie(session, options),
    readTrip: (req) => readCookie(req, trip),
    writeTrip: (res, secret, milliseconds) => void res.cookie(trip, secret, { ...options, maxAge: milliseconds }),
  };
}
