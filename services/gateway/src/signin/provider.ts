import { isNativeError } from 'node:util/types';
import * as oidc from 'openid-client';
import { Refusal } from '@cpom/kernel';
import { identityOf, type Identity } from './identity.ts';
import { usualScopes, type ProviderSettings, type SignInSettings } from './settings.ts';
import type { Trip } from './trips.ts';

/** The identity provider, as the sign-in sees it. Each call refuses `unavailable` when it does not answer. */
export interface Provider {
  authorizationUrl(trip: Trip): Promise<string>;
  /** Exchanges the code of a return (the part from `?`) for a verified identity. Anything that does not hold is thrown. */
  exchange(search: string, trip: Trip): Promise<{ identity: Identity; idToken: string }>;
  /** Where to go to sign out, or undefined when the provider has no such page. */
  logoutUrl(idToken: string, state: string): Promise<string | undefined>;
}

const seconds = 10;

const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);

/** Plain http is for a provider on the same machine (demonstration, tests), never across a network. */
function extensions(issuer: URL): ((config: oidc.Configuration) => void)[] {
  const verify = oidc.enableNonRepudiationChecks;
  if (issuer.protocol === 'https:') return [verify];
  if (isLoopback(issuer)) return [oidc.allowInsecureRequests, verify];
  throw new Error(`the identity provider must be reached over https: ${issuer.origin}`);
}

const clientMetadata = ({ clientSecret, signingAlg }: ProviderSettings): Partial<oidc.ClientMetadata> => ({
  client_secret: clientSecret,
  id_token_signed_response_alg: signingAlg,
  userinfo_signed_response_alg: signingAlg,
});

function stated(settings: ProviderSettings, { authorization, token, userinfo, jwks, endSession }: NonNullable<ProviderSettings['endpoints']>) {
  const config = new oidc.Configuration(
    {
      issuer: settings.issuer, authorization_endpoint: authorization, token_endpoint: token,
      userinfo_endpoint: userinfo, jwks_uri: jwks, end_session_endpoint: endSession,
    },
    settings.clientId,
    clientMetadata(settings),
  );
  config.timeout = seconds;
  for (const extend of extensions(new URL(settings.issuer))) extend(config);
  return config;
}

function discover(settings: ProviderSettings): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer);
  return oidc.discovery(issuer, settings.clientId, clientMetadata(settings), undefined, { execute: extensions(issuer), timeout: seconds });
}

/** Asks once, and again only after a failure: the instance starts even while the provider is away. */
function remembered(make: () => Promise<oidc.Configuration>): () => Promise<oidc.Configuration> {
  let known: Promise<oidc.Configuration> | undefined;
  return () => {
    known ??= make();
    known.catch(() => { known = undefined; });
    return known;
  };
}

const isAway = (error: unknown): boolean =>
  isNativeError(error) && (('code' in error && error.code === 'OAUTH_TIMEOUT') || error.message === 'fetch failed' || isAway(error.cause));

async function reached<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new Refusal('unavailable', `${name} ne répond pas. Réessayez dans quelques minutes.`);
  }
}

async function authorizationUrl(config: oidc.Configuration, settings: SignInSettings, trip: Trip): Promise<string> {
  const { scopes = usualScopes, pkce } = settings.provider;
  const challenge = pkce
    ? { code_challenge: await oidc.calculatePKCECodeChallenge(trip.verifier), code_challenge_method: 'S256' }
    : undefined;
  return oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${settings.origin}/connexion/retour`,
    scope: scopes.join(' '),
    state: trip.state,
    nonce: trip.nonce,
    ...challenge,
  }).href;
}

async function exchange(config: oidc.Configuration, { origin, provider }: SignInSettings, search: string, trip: Trip) {
  const tokens = await oidc.authorizationCodeGrant(config, new URL(`${origin}/connexion/retour${search}`), {
    expectedState: trip.state,
    expectedNonce: trip.nonce,
    idTokenExpected: true,
    ...(provider.pkce && { pkceCodeVerifier: trip.verifier }),
  });
  const sub = tokens.claims()?.sub;
  if (sub === undefined || tokens.id_token === undefined) throw new Error('the provider gave no id token');
  const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, sub);
  const issuer = config.serverMetadata().issuer;
  return { identity: identityOf(userinfo, { issuer, clientId: provider.clientId }), idToken: tokens.id_token };
}

function logoutUrl(config: oidc.Configuration, origin: string, idToken: string, state: string): string | undefined {
  if (config.serverMetadata().end_session_endpoint === undefined) return undefined;
  const back = `${origin}/deconnexion/retour`;
  const url = oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back, state });
  // The library adds `client_id`, which the hint already tells and which a strict provider refuses.
  url.searchParams.delete('client_id');
  return url.href;
}

export function createProvider(settings: SignInSettings): Provider {
  const { provider, origin } = settings;
  extensions(new URL(provider.issuer));
  const { endpoints } = provider;
  const config = remembered(async () => (endpoints ? stated(provider, endpoints) : discover(provider)));
  const ask = <T>(use: (known: oidc.Configuration) => Promise<T>): Promise<T> =>
    reached(provider.name, async () => use(await config()));
  return {
    authorizationUrl: (trip) => ask((known) => authorizationUrl(known, settings, trip)),
    exchange: (search, trip) => ask((known) => exchange(known, settings, search, trip)),
    logoutUrl: (idToken, state) => ask(async (known) => logoutUrl(known, origin, idToken, state)),
  };
}
