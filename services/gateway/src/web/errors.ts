import { Refusal, type RefusalCode } from '@cpom/kernel';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Log } from '@cpom/platform';
import { isApi, isHtmx, requestIdOf } from './locals.ts';
import { sendPage, type PageAction, type RenderPage } from './page.ts';
import { asRefusal } from './refusals.ts';

/** The one mapping of refusals to HTTP. */
export const statusOf: Readonly<Record<RefusalCode, number>> = {
  invalid: 422,
  rule: 409,
  conflict: 409,
  'not-found': 404,
  unauthenticated: 401,
  forbidden: 403,
  'too-large': 413,
  'too-many': 429,
  diverged: 409,
  unavailable: 503,
};

const titleOf: Readonly<Record<RefusalCode, string>> = {
  invalid: 'Demande incorrecte',
  rule: 'Une règle s’y oppose',
  conflict: 'Quelqu’un d’autre vient de modifier ces données',
  'not-found': 'Page introuvable',
  unauthenticated: 'Connexion nécessaire',
  forbidden: 'Accès refusé',
  'too-large': 'Envoi trop volumineux',
  'too-many': 'Trop de demandes',
  diverged: 'Historique différent',
  unavailable: 'Service momentanément indisponible',
};

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly refusal: Refusal;
}

const fault = (requestId: string): Answer => ({
  status: 500,
  code: 'fault',
  title: 'Une erreur est survenue',
  refusal: new Refusal(
    'unavailable',
    `Le service a rencontré une erreur. Réessayez ; si elle se répète, signalez-la en indiquant la référence ${requestId}.`,
  ),
});

const answerTo = (error: unknown, requestId: string): Answer => {
  const refusal = asRefusal(error);
  if (!refusal) return fault(requestId);
  return { status: statusOf[refusal.code], code: refusal.code, title: titleOf[refusal.code], refusal };
};

/** Problem details (RFC 9457), with our code and the fields. */
const problem = ({ status, code, title, refusal }: Answer, requestId: string): object => ({
  type: 'about:blank',
  title,
  status,
  detail: refusal.message,
  code,
  errors: refusal.details,
  requestId,
});

/** Where to come back to after signing in: the page itself, or the page that held the form. */
function wayBack(req: Request): string {
  if (req.method === 'GET') return req.originalUrl;
  const from = req.get('referer');
  if (from === undefined || !URL.canParse(from)) return '/';
  const { pathname, search } = new URL(from);
  return pathname + search;
}

const signInLink = (req: Request): string => `/connexion?retour=${encodeURIComponent(wayBack(req))}`;

function actionsFor(code: string, req: Request): PageAction[] {
  const home = { label: "Revenir à l'accueil", href: '/' };
  return code === 'unauthenticated' ? [{ label: 'Se connecter', href: signInLink(req) }, home] : [home];
}

/** A reader is led to the sign-in; a form that was sent is answered, since a redirect would hide that nothing was saved. */
function leadToSignIn(req: Request, res: Response): boolean {
  if (isHtmx(req)) res.set('HX-Redirect', signInLink(req)).status(401).end();
  else if (req.method === 'GET') res.redirect(302, signInLink(req));
  else return false;
  return true;
}

/** Turns what was thrown into an answer: never a stack, always the request's reference. */
export function errorHandler({ render, log }: { render: RenderPage; log: Log }): ErrorRequestHandler {
  return async (error: unknown, req, res, _next) => {
    const requestId = requestIdOf(res);
    const answer = answerTo(error, requestId);
    if (answer.status === 500) log.error({ err: error, requestId }, 'request failed');
    if (res.headersSent) return void res.destroy();
    if (answer.status === 429 || answer.status === 503) res.set('Retry-After', String(res.getHeader('Retry-After') ?? 30));
    if (isApi(req)) return void res.status(answer.status).type('application/problem+json').send(problem(answer, requestId));
    if (answer.code === 'unauthenticated' && leadToSignIn(req, res)) return;
    const { status, title, code, refusal } = answer;
    await sendPage(render, res, {
      status, title, text: refusal.message, details: refusal.details, actions: actionsFor(code, req), requestId,
    });
  };
}

/** The last route: nothing answered. */
export const notFound: RequestHandler = () => {
  throw new Refusal('not-found', "Cette adresse ne correspond à aucune page. Vérifiez-la, ou repartez de l'accueil et de la recherche.");
};
