import { invalidField, Refusal, type Circumstances } from '@cpom/kernel';
import type { Membership, Person, PersonEvent } from './contract.ts';

export type PersonCommand =
  | { readonly type: 'GrantMembership'; readonly membership: Membership }
  | { readonly type: 'RevokeMembership'; readonly membershipId: string; readonly reason: string };

/** Which roles exist in which kind of organisation. */
const rolesByKind: Readonly<Record<string, readonly string[]>> = {
  service: ['spsti-lead', 'spsti-director', 'reader', 'administrator'],
  authority: ['dreets-agent', 'dreets-signatory', 'reader', 'administrator'],
  fund: ['fund-agent', 'fund-signatory', 'reader', 'administrator'],
  federation: ['reader', 'administrator'],
  body: ['reader', 'administrator'],
  partner: ['reader', 'administrator'],
  nation: ['dgt', 'reader', 'administrator'],
};

/** What a person's commands must know of the organisation they name. */
export interface PersonContext {
  readonly kind: string | undefined;
}

function grant(state: Person, membership: Membership, kind: string | undefined): PersonEvent[] {
  if (kind === undefined) throw invalidField('organisation', `L'organisme ${membership.organisation} n'est pas dans l'annuaire.`);
  if (!rolesByKind[kind]?.includes(membership.role)) throw invalidField('role', "Ce rôle n'existe pas dans ce type d'organisme.");
  if (membership.to !== undefined && membership.to < membership.from) throw invalidField('to', 'La fin du rôle ne peut pas précéder son début.');
  if (membership.standsInFor !== undefined && (!membership.act || !membership.to)) throw invalidField('act', 'Une délégation nomme son objet et sa date de fin.');
  const already = state.memberships.some((held) => held.organisation === membership.organisation && held.role === membership.role && held.to === membership.to);
  return already ? [] : [{ type: 'MembershipGranted', membership }];
}

/** Says what happens to a person's roles, or refuses. Granting a role already held, or revoking one already gone, is refused or no event. */
export function decide(state: Person, command: PersonCommand, { today, kind }: Circumstances & PersonContext): readonly PersonEvent[] {
  if (command.type === 'GrantMembership') return grant(state, command.membership, kind);
  if (!state.memberships.some((held) => held.id === command.membershipId)) throw new Refusal('not-found', "Ce rôle n'est plus attribué.");
  return [{ type: 'MembershipRevoked', membershipId: command.membershipId, on: today, reason: command.reason }];
}
