import { newIdentityKeys, openIdentity, type Caller, type Identity, type KeyPair } from '@cpom/service';

/** The keys of one service that runs in a process of its own: its private key, and everybody's public ones. */
export interface Keyring {
  readonly self: string;
  readonly privatePem: string;
  readonly publicPems: ReadonlyMap<string, string>;
}

/** Only the door where people sign in speaks for them. */
const speaksForPeople = 'gateway';
const issuerOf = (caller: Pick<Caller, 'kind'> & { readonly service?: string }): string | undefined => (caller.kind === 'person' ? speaksForPeople : caller.service);

/** Who the token says has signed it; only that key is then tried. Nothing else is believed of it. */
function claimedIssuer(token: string): string | undefined {
  try {
    const { kind, sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { kind?: unknown; sub?: unknown };
    if (kind === 'person') return speaksForPeople;
    return kind === 'service' && typeof sub === 'string' ? sub : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The identity of a service that has a key of its own: it can sign as itself and as nobody else; what it is told was signed by who it
 * says, or is refused `unauthenticated`. A stolen key of one service speaks for that service alone.
 */
export async function openKeyring({ self, privatePem, publicPems }: Keyring, audience: string, now: () => number): Promise<Identity> {
  const throwaway: KeyPair = await newIdentityKeys();
  const readers = new Map(await Promise.all([...publicPems].map(async ([service, publicPem]) =>
    [service, await openIdentity({ ...throwaway, publicPem }, audience, now)] as const)));
  const own = await openIdentity({ privatePem, publicPem: publicPems.get(self) ?? throwaway.publicPem }, audience, now);
  return {
    sign: (caller, readAt) => {
      const issuer = issuerOf(caller);
      if (issuer !== self) return Promise.reject(new Error(`${self} cannot sign for ${issuer ?? 'nobody'}`));
      return own.sign(caller, readAt);
    },
    verify: (token) => (readers.get(claimedIssuer(token ?? '') ?? '') ?? own).verify(token),
  };
}
