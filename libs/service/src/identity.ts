import { Refusal, type Actor } from '@cpom/kernel';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readSigned, signed } from './signed.ts';

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
  aud: z.string(),
  exp: z.number(),
  req: z.string(),
  memberships: z.array(z.object({ id: z.string(), organisation: z.string(), role: z.enum(roles) })),
});

/** Signs and verifies the identity that travels with every call inside one instance (Ed25519, 60 s, audience = the instance). */
export interface Identity {
  /** `readAt`: when the memberships were read (milliseconds, now unless told); the token dies 60 s after that, so a revoked role does too. */
  sign(caller: Caller, readAt?: number): Promise<string>;
  /** Refuses `unauthenticated` what is absent, expired, forged, meant for another instance, or made by a clock more than a minute ahead. */
  verify(token: string | undefined): Promise<Caller>;
}

export interface KeyPair {
  readonly privatePem: string;
  readonly publicPem: string;
}

const lifetimeSeconds = 60;
/** By how much the clocks of two services may differ. A token of a clock that was put right since would else live for hours. */
const aheadSeconds = 60;
const verifiedKept = 256;

export async function newIdentityKeys(): Promise<KeyPair> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
}

const strangers = (): Refusal => new Refusal('unauthenticated', "Votre session n'est plus reconnue. Connectez-vous à nouveau.");

interface Read {
  readonly caller: Caller;
  /** Milliseconds. */
  readonly until: number;
}

function readClaims(content: unknown, audience: string): Read {
  const read = claims.safeParse(content).data;
  if (read?.aud !== audience) throw strangers();
  const { kind, sub, req, memberships, exp } = read;
  const caller: Caller = kind === 'service' ? { kind, service: sub, requestId: req } : { kind, personId: sub, memberships, requestId: req };
  return { caller, until: exp * 1_000 };
}

/** A token that is not signed by this key, or says something else than we say. */
function read(token: string, key: KeyObject, audience: string): Read {
  const content = readSigned(token, key);
  if (content === undefined) throw strangers();
  return readClaims(content, audience);
}

/** Opens the identity of an instance. `now` in milliseconds. A token read once is not computed again while it lives. */
export async function openIdentity(keys: KeyPair, audience: string, now: () => number): Promise<Identity> {
  const [privateKey, publicKey] = [createPrivateKey(keys.privatePem), createPublicKey(keys.publicPem)];
  const verified = new Map<string, Read>();
  const readOnce = (token: string): Read => {
    const known = verified.get(token);
    if (known) return known;
    const fresh = read(token, publicKey, audience);
    if (verified.size >= verifiedKept) verified.clear();
    verified.set(token, fresh);
    return fresh;
  };
  return {
    sign: async (caller, readAt = now()) => {
      const sub = caller.kind === 'person' ? caller.personId : caller.service;
      const memberships = caller.kind === 'person' ? caller.memberships : [];
      const exp = Math.floor(readAt / 1_000) + lifetimeSeconds;
      return signed({ kind: caller.kind, sub, aud: audience, exp, req: caller.requestId, memberships }, privateKey);
    },
    verify: async (token) => {
      if (!token) throw strangers();
      const { caller, until } = readOnce(token);
      const left = until - now();
      if (left <= 0 || left > (lifetimeSeconds + aheadSeconds) * 1_000) throw strangers();
      return caller;
    },
  };
}

/** Whom the history names: the role that gave the right, never a person's name. */
export const actorOf = (caller: Caller, membership?: CallerMembership): Actor =>
  caller.kind === 'service'
    ? { actorId: `service:${caller.service}`, role: 'service', organisation: '' }
    : { actorId: caller.personId, role: membership?.role ?? 'none', organisation: membership?.organisation ?? '' };
