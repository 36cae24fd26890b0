import type { Json, State } from '@cpom/platform';
import { hashed, type NewSecret } from './secrets.ts';

/** A way to the provider and back: what must come back, to which browser, and what to do then. */
export interface Trip {
  readonly state: string;
  readonly nonce: string;
  /** PKCE's verifier; used when PKCE is on. */
  readonly verifier: string;
  readonly returnTo: string;
}

/** Round trips under way, kept on the server, bound to a browser, good for one return. */
export interface Trips {
  start(browser: string, returnTo: string): Promise<Trip>;
  /** Takes the trip away: a second return, one too late or one in another browser finds nothing. */
  finish(state: string, browser: string | undefined): Promise<Trip | undefined>;
  /** Deletes what is too late; says how many. */
  sweep(): Promise<number>;
}

type Kept = Omit<Trip, 'state'> & { readonly browser: string; readonly until: number; readonly [name: string]: Json | undefined };

const prefix = 'sign-in:';

/** Ten minutes to sign in at the provider, in milliseconds. */
export const tripTime = 600_000;

interface Deps {
  readonly state: State;
  readonly now: () => number;
  readonly newSecret: NewSecret;
}

async function take({ state: store, now }: Deps, state: string, browser: string | undefined): Promise<Trip | undefined> {
  const key = prefix + hashed(state);
  const entry = await store.get<Kept>(key);
  if (!entry || browser === undefined || entry.value.browser !== hashed(browser)) return undefined;
  // Of two returns at once only one may write over what both have read.
  const mine = await store.put(key, { ...entry.value, until: 0 }, entry.revision);
  await store.delete(key);
  if (!mine || entry.value.until <= now()) return undefined;
  const { nonce, verifier, returnTo } = entry.value;
  return { state, nonce, verifier, returnTo };
}

export function createTrips(deps: Deps): Trips {
  const { state: store, now, newSecret } = deps;
  return {
    async start(browser, returnTo) {
      const trip: Trip = { state: newSecret(), nonce: newSecret(), verifier: newSecret(), returnTo };
      const { state, ...rest } = trip;
      const kept: Kept = { ...rest, browser: hashed(browser), until: now() + tripTime };
      await store.put(prefix + hashed(state), kept, 0);
      return trip;
    },
    finish: (state, browser) => take(deps, state, browser),
    async sweep() {
      const late = (await store.list<Kept>(prefix)).filter(({ value }) => value.until <= now());
      for (const { key } of late) await store.delete(key);
      return late.length;
    },
  };
}
