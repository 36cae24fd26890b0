import type { State } from '@cpom/platform';
import { cookiesOf, type Cookies } from './cookies.ts';
import type { Identity } from './identity.ts';
import { createProvider, type Provider } from './provider.ts';
import type { NewSecret } from './secrets.ts';
import { createSessions, type Sessions } from './sessions.ts';
import type { SignInSettings } from './settings.ts';
import { createTrips, type Trips } from './trips.ts';

export { type SignInSettings, type ProviderSettings, providerOrigin } from './settings.ts';
export { type Session, sessionLimits } from './session.ts';
export type { Sessions } from './sessions.ts';
export type { Identity } from './identity.ts';
export { signInRoutes } from './routes.ts';
export { loadSession } from './load-session.ts';

/** The directory, as the sign-in needs it: finds the person; refuses `forbidden` for a stranger, saying whom to ask. */
export interface SignInDirectory {
  signIn(identity: Pick<Identity, 'sub' | 'email' | 'givenName' | 'usualName'>, requestId: string): Promise<{ readonly personId: string }>;
}

export interface SignInDeps {
  readonly state: State;
  readonly settings: SignInSettings;
  readonly directory: SignInDirectory;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newSecret: NewSecret;
}

/** All that signing in needs; made once per instance. */
export interface SignIn {
  readonly settings: SignInSettings;
  readonly directory: SignInDirectory;
  readonly sessions: Sessions;
  readonly trips: Trips;
  readonly provider: Provider;
  readonly cookies: Cookies;
  readonly newSecret: NewSecret;
  /** Deletes expired sessions and round trips; to be called every few minutes. Says how many. */
  sweep(): Promise<number>;
}

/** Throws (a fault of the settings) when the provider would be reached without encryption across a network. */
export function createSignIn(deps: SignInDeps): SignIn {
  const { settings, directory, newSecret } = deps;
  const sessions = createSessions(deps);
  const trips = createTrips(deps);
  return {
    settings, directory, newSecret, sessions, trips,
    provider: createProvider(settings),
    cookies: cookiesOf(settings),
    sweep: async () => (await sessions.sweep()) + (await trips.sweep()),
  };
}
