/** How an instance signs people in. Everything comes from the settings; nothing is tied to one provider. */
export interface SignInSettings {
  /** The instance's code, part of the cookies' names: several instances share 127.0.0.1. Letters, digits, `-`. */
  readonly instance: string;
  /** Where browsers reach the instance: scheme, host, port. https makes cookies `Secure` and `__Host-`. */
  readonly origin: string;
  readonly provider: ProviderSettings;
}

export interface ProviderSettings {
  /** What the provider is called on pages (« ProConnect »). */
  readonly name: string;
  readonly issuer: string;
  /** Without them, they are discovered at the issuer's well-known address. */
  readonly endpoints?: ProviderEndpoints | undefined;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What is asked for; what ProConnect calls its claims unless told. */
  readonly scopes?: readonly string[];
  /** ProConnect refuses parameters it does not know, of which PKCE's (Y000400). */
  readonly pkce: boolean;
  /** How the id token and userinfo are signed. */
  readonly signingAlg: 'RS256' | 'ES256';
}

export interface ProviderEndpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
  readonly endSession: string;
}

/** What ProConnect calls its claims; any provider may be told to use the same. */
export const usualScopes: readonly string[] = ['openid', 'given_name', 'usual_name', 'email', 'siret', 'uid'];

/** Where the provider lives, for the CSP: a sign-out form ends there. */
export const providerOrigin = ({ endpoints, issuer }: ProviderSettings): string => new URL(endpoints?.endSession ?? issuer).origin;
