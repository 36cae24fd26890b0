import { Refusal, type Actor } from '@cpom/kernel';
import { actorOf, type Caller, type CallerMembership, type Role } from './identity.ts';

/** Who may call one RPC. The only place of rules is each service's `access.ts`; an RPC without a rule does not start. */
export interface Rule<Request = never> {
  /** Roles that give the right. */
  readonly roles: readonly Role[];
  /** Services of the same instance that may call as themselves. */
  readonly services?: readonly string[];
  /**
   * The organisations that the request is about: the membership must be in one of them.
   * Absent: the role alone is enough. Roles in `everywhere` need no own organisation.
   */
  about?(request: Request): Promise<readonly string[]> | readonly string[];
  readonly everywhere?: readonly Role[];
}

/** A caller with the membership that gave the right to this call. */
export interface Allowed {
  readonly caller: Caller;
  readonly actor: Actor;
  readonly membership?: CallerMembership;
}

const roleNames: Readonly<Record<Role, string>> = {
  'dreets-agent': 'agent de la DREETS',
  'dreets-signatory': 'signataire de la DREETS',
  'spsti-lead': "référent d'action du SPSTI",
  'spsti-director': 'directeur du SPSTI',
  'fund-agent': 'agent de la caisse',
  'fund-signatory': 'signataire de la caisse',
  dgt: 'agent de la DGT',
  reader: 'lecteur',
  administrator: "administrateur de l'organisme",
};

/** A role as a French reader calls it. */
export const roleName = (role: string): string => roleNames[role as Role] ?? role;

const listOf = (names: readonly string[]): string => (names.length > 1 ? `${names.slice(0, -1).join(', ')} ou ${names.at(-1) ?? ''}` : (names[0] ?? ''));

function forbidden(rule: Rule): Refusal {
  if (rule.roles.length === 0) return new Refusal('forbidden', "Cette opération est réservée à l'application elle-même.");
  const needed = listOf(rule.roles.map(roleName));
  return new Refusal('forbidden', `Il faut être ${needed}, pour un organisme concerné. L'administrateur de votre organisme peut vous donner ce rôle.`);
}

/** Says under which membership the caller may, or refuses `forbidden` with the role that would be needed. */
export async function authorise<Q>(rule: Rule<Q>, caller: Caller, request: Q): Promise<Allowed> {
  if (caller.kind === 'service') {
    if (rule.services?.includes(caller.service)) return { caller, actor: actorOf(caller) };
    throw forbidden(rule as Rule);
  }
  const held = caller.memberships.filter((membership) => rule.roles.includes(membership.role));
  const anywhere = held.find((membership) => !rule.about || rule.everywhere?.includes(membership.role));
  if (anywhere) return { caller, actor: actorOf(caller, anywhere), membership: anywhere };
  const about = held.length > 0 && rule.about ? await rule.about(request) : [];
  const own = held.find((membership) => about.includes(membership.organisation));
  if (!own) throw forbidden(rule as Rule);
  return { caller, actor: actorOf(caller, own), membership: own };
}
