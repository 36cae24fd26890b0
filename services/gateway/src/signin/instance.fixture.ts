import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refusal } from '@cpom/kernel';
import type { RequestHandler } from 'express';
import { openEmbeddedState, type EmbeddedState } from '@cpom/platform';
import { startDemoProvider, type DemoAccount, type DemoProvider } from '../demo-provider/index.ts';
import { createWeb, type WebDeps } from '../web/app.ts';
import { requireSession, sessionOf } from '../web/locals.ts';
import type { PageMessage } from '../web/page.ts';
import { openBrowser, type TestBrowser } from './browser.fixture.ts';
import { createSignIn, type ProviderSettings, type SignIn } from './index.ts';

export const agent: DemoAccount = {
  sub: 'demo-agent', email: 'Agent@dreets.example', givenName: 'Camille', usualName: 'Exemple', siret: '13001400500010',
  role: 'Agente de la DREETS', organisation: 'DREETS de démonstration',
};
export const stranger: DemoAccount = { ...agent, sub: 'demo-stranger', email: 'inconnu@ailleurs.example', role: 'Personne sans rôle' };

const secret = 'a-secret-for-tests-that-is-long-enough';

export interface TestInstance {
  readonly origin: string;
  readonly provider: DemoProvider;
  readonly dir: string;
  readonly state: EmbeddedState;
  readonly signIn: SignIn;
  readonly logged: { data: object; message: string }[];
  /** Lets time pass for the instance (not for the provider). */
  later(milliseconds: number): void;
  /** A browser in which the account has signed in. */
  signedIn(account?: DemoAccount): Promise<TestBrowser>;
  stop(): Promise<void>;
}

export interface TestOptions {
  readonly provider?: Partial<ProviderSettings>;
  /** Changes where the provider's endpoints are looked for. */
  readonly endpoints?: (issuer: string, dir: string) => Promise<ProviderSettings['endpoints']>;
  readonly strict?: boolean;
  readonly routes?: RequestHandler[];
  readonly web?: Partial<WebDeps>;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const render = ({ title, text, details, actions, requestId }: PageMessage): string =>
  `<h1>${escape(title)}</h1><p>${escape(text)}</p>${details.map((one) => `<li>${escape(`${one.field}: ${one.message}`)}</li>`).join('')}` +
  `${actions.map(({ href, label }) => `<a href="${escape(href)}">${escape(label)}</a>`).join('')}<i>${requestId}</i>`;

/** `/` tells who is here; `/formulaire` gives the token; `/panne` fails. */
const probe: RequestHandler = (req, res, next) => {
  if (req.path === '/') return void res.type('text').send(sessionOf(res)?.personId ?? 'visiteur');
  if (req.path === '/formulaire') return void res.type('text').send(requireSession(res).csrf);
  if (req.path === '/panne') throw new Error('secret detail at /srv/app/file.ts:12');
  next();
};

export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** The buttons of the provider's page, then the way back. */
export async function choose(browser: TestBrowser, page: { response: Response; url: string }, account: DemoAccount): Promise<Response> {
  await page.response.text();
  return browser.post(page.url, { compte: account.sub });
}

function signInOf(origin: string, issuer: string, state: EmbeddedState, now: () => number, options: Partial<ProviderSettings>): SignIn {
  const provider: ProviderSettings = {
    name: 'ProConnect', issuer, clientId: 'test', clientSecret: secret, pkce: true, signingAlg: 'RS256', ...options,
  };
  const directory = {
    signIn: async ({ sub }: { sub: string }) => {
      if (sub === agent.sub) return { personId: 'person-1' };
      throw new Refusal('forbidden', "Vous n'avez pas de rôle ici. Demandez à l'administrateur de votre organisation de vous inviter.");
    },
  };
  return createSignIn({ state, now, directory, settings: { instance: 'essai', origin, provider }, newSecret: () => randomBytes(32).toString('base64url') });
}

export async function startInstance(options: TestOptions = {}): Promise<TestInstance> {
  const dir = mkdtempSync(join(tmpdir(), 'signin-'));
  const server = createServer();
  const origin = await listen(server);
  const client = { clientId: 'test', clientSecret: secret, origin, name: 'Instance d’essai' };
  const provider = await startDemoProvider({ port: 0, accounts: [agent, stranger], clients: [client], dir, strict: options.strict ?? false });
  const state = openEmbeddedState({ file: join(dir, 'state.db') });
  let shift = 0;
  const now = (): number => Date.now() + shift;
  const endpoints = await options.endpoints?.(provider.issuer, dir);
  const signIn = signInOf(origin, provider.issuer, state, now, { ...options.provider, ...(endpoints && { endpoints }) });
  const logged: { data: object; message: string }[] = [];
  const note = (data: object, message: string): void => void logged.push({ data, message });
  server.on('request', createWeb({
    signIn, render, now, newId: randomUUID, log: { info: note, warn: note, error: note }, assets: [], routes: [probe, ...(options.routes ?? [])],
    ...options.web,
  }));
  return {
    origin, provider, dir, state, signIn, logged,
    later: (milliseconds) => { shift += milliseconds; },
    async signedIn(account = agent) {
      const browser = openBrowser();
      const page = await browser.follow(await browser.get(`${origin}/connexion`));
      const back = await browser.follow(await choose(browser, page, account));
      await back.response.text();
      return browser;
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await provider.stop();
      state.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The session's token, as a form holds it. */
export const tokenOf = async (browser: TestBrowser, origin: string): Promise<string> => (await browser.get(`${origin}/formulaire`)).text();
