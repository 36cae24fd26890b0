import { Refusal, type Actor } from '@cpom/kernel';
import { exportPKCS8, exportSPKI, generateKeyPair, importPKCS8, importSPKI, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** The roles of the field (domain: who acts). An administrator manages the members of the organisation. */
export const roles = ['dreets-agent', 'dreets-signatory', 'spsti-lead', 'spsti-director', 'fund-agent', 'fund-signatory', 'dgt', 'reader', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** A role held in an organisation on the day of the call. */
export interface CallerMembership {
  readonly id: string;
  readonly organisation: string;
  readonly role: Role;
}

/** Who calls: a person with memberships, or a service with its short list of rights. */
export type Caller =
  | { readonly kind: 'person'; readonly personId: string; readonly memberships: readonly CallerMembership[]; readonly requestId: string }
  | { readonly kind: 'service'; readonly service: string; readonly requestId: string };

const claims = z.object({
  kind: z.enum(['person', 'service']),
  sub: z.string().min(1),
  req: z.string(),
  memberships: z.array(z.object({ id: z.string(), organisation: z.string(), role: z.enum(roles) })),
});

type Key = Awaited<ReturnType<typeof importPKCS8>>;

/** Signs and verifies the identity that travels with every call inside one instance (Ed25519, 60 s, audience = the instance). */
export interface Identity {
  /** `readAt`: when the memberships were read (milliseconds, now unless told); the token dies 60 s after that, so a revoked role does too. */
  sign(caller: Caller, readAt?: number): Promise<string>;
  /** Refuses `unauthenticated` what is absent, expired, forged, or meant for another instance. */
  verify(token: string | undefined): Promise<Caller>;
}

export interface KeyPair {
  readonly privatePem: string;
  readonly publicPem: string;
}

const lifetimeSeconds = 60;
const algorithm = 'EdDSA';
const verifiedKept = 256;

export async function newIdentityKeys(): Promise<KeyPair> {
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  return { privatePem: await exportPKCS8(pair.privateKey), publicPem: await exportSPKI(pair.publicKey) };
}

const strangers = (): Refusal => new Refusal('unauthenticated', "Votre session n'est plus reconnue. Connectez-vous à nouveau.");

async function readToken(token: string, key: Key, audience: string, now: number): Promise<{ caller: Caller; until: number }> {
  try {
    const { payload } = await jwtVerify(token, key, { audience, algorithms: [algorithm], currentDate: new Date(now), clockTolerance: 0, requiredClaims: ['exp'] });
    const { kind, sub, req, memberships } = claims.parse(payload);
    const caller: Caller = kind === 'service' ? { kind, service: sub, requestId: req } : { kind, personId: sub, memberships, requestId: req };
    return { caller, until: (payload.exp ?? 0) * 1_000 };
  } catch {
    throw strangers();
  }
}

/** Opens the identity of an instance. `now` in milliseconds. A token read once is not computed again while it lives. */
export async function openIdentity(keys: KeyPair, audience: string, now: () => number): Promise<Identity> {
  const [privateKey, publicKey] = [await importPKCS8(keys.privatePem, algorithm), await importSPKI(keys.publicPem, algorithm)];
  const verified = new Map<string, { caller: Caller; until: number }>();
  return {
    sign: (caller, readAt = now()) => {
      const sub = caller.kind === 'person' ? caller.personId : caller.service;
      const memberships = caller.kind === 'person' ? caller.memberships : [];
      const exp = Math.floor(readAt / 1_000) + lifetimeSeconds;
      return new SignJWT({ kind: caller.kind, req: caller.requestId, memberships })
        .setProtectedHeader({ alg: algorithm }).setSubject(sub).setAudience(audience)
        .setIssuedAt(Math.floor(now() / 1_000)).setExpirationTime(exp).sign(privateKey);
    },
    verify: async (token) => {
      if (!token) throw strangers();
      const known = verified.get(token);
      if (known && known.until > now()) return known.caller;
      const read = await readToken(token, publicKey, audience, now());
      if (verified.size >= verifiedKept) verified.clear();
      verified.set(token, read);
      return read.caller;
    },
  };
}

/** Whom the history names: the role that gave the right, never a person's name. */
export const actorOf = (caller: Caller, membership?: CallerMembership): Actor =>
  caller.kind === 'service'
    ? { actorId: `service:${caller.service}`, role: 'service', organisation: '' }
    : { actorId: caller.personId, role: membership?.role ?? 'none', organisation: membership?.organisation ?? '' };
