import express, { type Express, type Request, type Response } from 'express';
import helmet from 'helmet';
import Provider, { type Context } from 'oidc-provider';
import { configuration, cookieNames, type ProviderData } from './configuration.ts';
import { choicePage, messagePage, styles } from './pages.ts';

/** ProConnect signs out without asking again: the page that would ask is replaced by its answer. */
async function signOutAtOnce(context: Context, next: () => Promise<void>): Promise<void> {
  await next();
  if (context.oidc?.route !== 'end_session' || context.status !== 200) return;
  const { session, provider } = context.oidc;
  const { postLogoutRedirectUri: back, state } = session.state ?? {};
  await session.destroy();
  context.cookies.set(provider.cookieName('session'), null);
  if (back === undefined) return context.redirect('/identite');
  const url = new URL(back);
  if (state !== undefined) url.searchParams.set('state', state);
  context.redirect(url.href);
}

const known: ReadonlySet<string> = new Set(['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'acr_values', 'claims', 'prompt', 'max_age',
  'login_hint', 'siret_hint', 'idp_hint']);

/** ProConnect's habit: a parameter it does not know, or a short state or nonce, is refused. */
async function refuseExtras(context: Context, next: () => Promise<void>): Promise<void> {
  if (context.path !== '/auth') return next();
  const { state, nonce } = context.query;
  const long = [state, nonce].every((value) => typeof value === 'string' && value.length >= 32);
  if (long && Object.keys(context.query).every((name) => known.has(name))) return next();
  context.status = 400;
  context.type = 'html';
  context.body = messagePage('Demande refusée', 'Y000400 : la demande comporte un paramètre inconnu, ou un state ou un nonce trop court.');
}

interface Deps extends ProviderData {
  readonly issuer: string;
  readonly strict: boolean;
}

const html = (res: Response, page: string, status = 200): void => void res.status(status).type('html').send(page);

function interactions(app: Express, provider: Provider, { accounts, clients }: Deps): void {
  app.get('/identite/:uid', async (req: Request, res) => {
    const { params } = await provider.interactionDetails(req, res);
    const client = clients.find(({ clientId }) => clientId === params['client_id']);
    const offered = accounts.filter(({ clientIds }) => clientIds === undefined || clientIds.includes(client?.clientId ?? ''));
    html(res, choicePage(req.path, client?.name ?? 'inconnu', offered));
  });
  app.post('/identite/:uid', express.urlencoded({ extended: false, limit: 4096 }), async (req: Request, res) => {
    const chosen = (req.body as { compte?: unknown }).compte;
    const account = accounts.find(({ sub }) => sub === chosen);
    const answer = account
      ? { login: { accountId: account.sub } }
      : { error: 'access_denied', error_description: 'sign-in was cancelled' };
    await provider.interactionFinished(req, res, answer);
  });
}

const lostStep = 'Cette étape de connexion a expiré. Revenez à la page d’où vous venez et recommencez.';

/** The cookies of the step under way, without the one that says who was chosen before. */
const withoutSession = (cookies: string): string =>
  cookies.split(';').filter((pair) => ![cookieNames.session, `${cookieNames.session}.sig`].includes(pair.split('=')[0]?.trim() ?? '')).join(';');

/** The stand-in as a web application: the choice of an account, the rest is oidc-provider. */
export function demoProviderApp(deps: Deps): Express {
  const provider = new Provider(deps.issuer, configuration(deps));
  if (deps.strict) provider.use(refuseExtras);
  provider.use(signOutAtOnce);
  const formAction = ["'self'", ...deps.clients.map(({ origin }) => origin)];
  const app = express().disable('x-powered-by');
  app.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], styleSrc: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"], formAction },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
  }));
  app.get('/identite.css', (_req, res) => void res.type('css').send(styles));
  app.get('/favicon.ico', (_req, res) => void res.status(204).end());
  app.get('/identite', (_req, res) => html(res, messagePage('Identité de démonstration', 'Connectez-vous depuis une instance.')));
  interactions(app, provider, deps);
  // Each sign-in asks who one is: a visitor of the demonstration plays several people, on several instances at once.
  app.get('/auth', (req, _res, next) => {
    delete req.headers.cookie;
    next();
  });
  // And once chosen, nobody is there already: else the provider would first ask, by script, to sign the other one out.
  app.get('/auth/:uid', (req, _res, next) => {
    req.headers.cookie = withoutSession(req.headers.cookie ?? '');
    next();
  });
  app.use(provider.callback());
  app.use((_error: unknown, _req: Request, res: Response, _next: unknown) => html(res, messagePage('Connexion expirée', lostStep), 400));
  return app;
}
