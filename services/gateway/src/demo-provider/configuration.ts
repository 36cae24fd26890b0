import type { Context } from 'oidc-provider';
import { claimsOf, type DemoAccount, type DemoClient } from './accounts.ts';
import type { ProviderKeys } from './keys.ts';
import { messagePage } from './pages.ts';
import { providerStores } from './store.ts';

/** ProConnect's scopes: each gives the claim of its name. */
const claims = {
  openid: ['sub'], given_name: ['given_name'], usual_name: ['usual_name'], email: ['email'], siret: ['siret'], uid: ['uid'],
};

/** ProConnect's times, in seconds: a code is good for 30, an access token for 60. */
const ttl = { AuthorizationCode: 30, AccessToken: 60, IdToken: 3600, Interaction: 600, Session: 12 * 3600, Grant: 12 * 3600 };

const clientOf = ({ clientId, clientSecret, origin, name }: DemoClient): object => ({
  client_id: clientId,
  client_secret: clientSecret,
  client_name: name,
  redirect_uris: [`${origin}/connexion/retour`],
  post_logout_redirect_uris: [`${origin}/deconnexion/retour`],
  token_endpoint_auth_method: 'client_secret_post',
  id_token_signed_response_alg: 'RS256',
  userinfo_signed_response_alg: 'RS256',
});

/** Our own instances ask for nothing that needs a consent page. */
async function grantEverything({ oidc }: Context): Promise<object> {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
  grant.addOIDCScope(Object.keys(claims).join(' '));
  await grant.save();
  return grant;
}

function showError(context: Context, out: { readonly error: string; readonly error_description?: string }): void {
  context.type = 'html';
  context.body = messagePage(
    'Demande refusée',
    `Le fournisseur d'identité de démonstration a refusé la demande (${out.error} : ${out.error_description ?? 'sans précision'}).`,
  );
}

export const cookieNames = { session: 'cpom_demo_idp', interaction: 'cpom_demo_idp_step', resume: 'cpom_demo_idp_resume' };

export interface ProviderData {
  readonly accounts: readonly DemoAccount[];
  readonly clients: readonly DemoClient[];
  readonly keys: ProviderKeys;
}

/** oidc-provider's settings for a stand-in with ProConnect's habits. */
export const configuration = ({ accounts, clients, keys }: ProviderData): object => ({
  adapter: providerStores(),
  clients: clients.map(clientOf),
  jwks: keys.jwks,
  cookies: { keys: keys.cookies, names: cookieNames },
  claims, ttl,
  scopes: Object.keys(claims),
  conformIdTokenClaims: true,
  pkce: { required: () => false },
  responseTypes: ['code'],
  features: {
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: () => undefined,
      postLogoutSuccessSource: (context: Context) => {
        context.body = messagePage('Vous êtes déconnecté', 'Vous pouvez fermer cette page.');
      },
    },
  },
  interactions: { url: (_context: Context, interaction: { uid: string }) => `/identite/${interaction.uid}` },
  loadExistingGrant: grantEverything,
  findAccount: async (_context: Context, sub: string) => {
    const account = accounts.find((one) => one.sub === sub);
    return account && { accountId: sub, claims: async () => claimsOf(account) };
  },
  renderError: showError,
});
