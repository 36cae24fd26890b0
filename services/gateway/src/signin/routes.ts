import { isNativeError } from 'node:util/types';
import { Refusal } from '@cpom/kernel';
import type { Log } from '@cpom/platform';
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import { requestIdOf, sessionOf } from '../web/locals.ts';
import { sendPage, type PageAction, type RenderPage } from '../web/page.ts';
import type { Identity } from './identity.ts';
import type { SignIn } from './index.ts';
import { safeReturn } from './return-to.ts';
import { tripTime } from './trips.ts';

export interface SignInPages {
  readonly render: RenderPage;
  readonly log: Log;
}

const again: PageAction = { label: 'Se connecter', href: '/connexion' };
const home: PageAction = { label: "Revenir à l'accueil", href: '/' };

const parameters = (req: Request): URLSearchParams => new URL(req.originalUrl, 'http://local').searchParams;

/** The browser's half of a trip: kept from one tab to the next, so that two tabs can sign in at once. */
function browserOf({ cookies, newSecret }: SignIn, req: Request, res: Response): string {
  const browser = cookies.readTrip(req) ?? newSecret();
  cookies.writeTrip(res, browser, tripTime);
  return browser;
}

const start = (signIn: SignIn): RequestHandler => async (req, res) => {
  const returnTo = safeReturn(parameters(req).get('retour'), signIn.settings.origin);
  if (sessionOf(res)) return res.redirect(303, returnTo);
  const trip = await signIn.trips.start(browserOf(signIn, req, res), returnTo);
  res.redirect(303, await signIn.provider.authorizationUrl(trip));
};

const refuse = ({ render }: SignInPages, res: Response, status: number, text: string, actions: PageAction[]): Promise<void> =>
  sendPage(render, res, { status, title: 'Connexion impossible', text, details: [], actions, requestId: requestIdOf(res) });

const lost = 'Cette connexion a expiré, a déjà servi ou a été commencée dans un autre navigateur. Recommencez.';
const unproved = "La réponse du service d'identification n'a pas pu être vérifiée. Vous n'êtes pas connecté. Recommencez.";
const givenUp = "Le service d'identification n'a pas confirmé votre identité. Vous n'êtes pas connecté. Recommencez si vous le souhaitez.";

const innermost = (error: unknown): string => {
  if (!isNativeError(error)) return 'not an error';
  return isNativeError(error.cause) ? innermost(error.cause) : error.message;
};

/** What does not hold (code, signature, nonce, audience) is told in one sentence; the log knows which. */
async function failed(pages: SignInPages, res: Response, error: unknown): Promise<void> {
  if (error instanceof Refusal && error.code === 'unavailable') throw error;
  if (error instanceof Refusal) return refuse(pages, res, 403, error.message, [again, home]);
  const code = isNativeError(error) && 'code' in error ? String(error.code) : 'unknown';
  const said = isNativeError(error) && 'error' in error ? String(error.error).slice(0, 60) : undefined;
  pages.log.warn({ requestId: requestIdOf(res), code, said, reason: innermost(error) }, 'sign-in not verified');
  return refuse(pages, res, 401, code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR' ? givenUp : unproved, [again, home]);
}

/** A stranger stays signed in at the provider, and would come back as the same: the way out leads through there. */
async function stranger(signIn: SignIn, pages: SignInPages, req: Request, res: Response, idToken: string, refusal: Refusal): Promise<void> {
  const trip = await signIn.trips.start(browserOf(signIn, req, res), '/connexion');
  const leave = await signIn.provider.logoutUrl(idToken, trip.state);
  const change: PageAction[] = leave === undefined ? [] : [{ label: 'Utiliser un autre compte', href: leave }];
  return refuse(pages, res, 403, refusal.message, [...change, home]);
}

interface Proved {
  readonly identity: Identity;
  readonly idToken: string;
}

async function enter(signIn: SignIn, pages: SignInPages, req: Request, res: Response, proved: Proved, returnTo: string): Promise<void> {
  const { sub, email, givenName, usualName } = proved.identity;
  try {
    const { personId } = await signIn.directory.signIn({ sub, email, givenName, usualName }, requestIdOf(res));
    const former = sessionOf(res);
    if (former) await signIn.sessions.close(former);
    const { secret } = await signIn.sessions.open({ personId, idToken: proved.idToken });
    signIn.cookies.writeSession(res, secret);
    res.redirect(303, returnTo);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'unavailable') throw error;
    await stranger(signIn, pages, req, res, proved.idToken, error);
  }
}

const comeBack = (signIn: SignIn, pages: SignInPages): RequestHandler => async (req, res) => {
  const trip = await signIn.trips.finish(parameters(req).get('state') ?? '', signIn.cookies.readTrip(req));
  if (!trip) return refuse(pages, res, 401, lost, [again, home]);
  const { search } = new URL(req.originalUrl, 'http://local');
  const proved = await signIn.provider.exchange(search, trip).catch((error: unknown) => failed(pages, res, error));
  if (proved) await enter(signIn, pages, req, res, proved, trip.returnTo);
};

/** Our session ends first, whatever the provider answers. */
const leave = (signIn: SignIn, { log }: SignInPages): RequestHandler => async (req, res) => {
  const session = sessionOf(res);
  signIn.cookies.clearSession(res);
  if (!session) return res.redirect(303, '/deconnexion/retour');
  await signIn.sessions.close(session);
  const trip = await signIn.trips.start(browserOf(signIn, req, res), '/');
  const away = await signIn.provider.logoutUrl(session.idToken, trip.state).catch((error: unknown) => {
    log.warn({ err: error, requestId: requestIdOf(res) }, 'provider away at sign-out');
    return undefined;
  });
  res.redirect(303, away ?? '/deconnexion/retour');
};

const left = (signIn: SignIn, { render }: SignInPages): RequestHandler => async (req, res) => {
  if (sessionOf(res)) return res.redirect(303, '/');
  await signIn.trips.finish(parameters(req).get('state') ?? '', signIn.cookies.readTrip(req));
  const text = 'Votre session est fermée. Sur un poste partagé, fermez aussi le navigateur.';
  return sendPage(render, res, {
    status: 200, title: 'Vous êtes déconnecté', text, details: [], actions: [again, home], requestId: requestIdOf(res),
  });
};

/** GET /connexion, GET /connexion/retour, POST /deconnexion (behind `csrf`), GET /deconnexion/retour. */
export function signInRoutes(signIn: SignIn, pages: SignInPages): Router {
  const router = express.Router();
  router.get('/connexion', start(signIn));
  router.get('/connexion/retour', comeBack(signIn, pages));
  router.post('/deconnexion', leave(signIn, pages));
  router.get('/deconnexion/retour', left(signIn, pages));
  return router;
}
