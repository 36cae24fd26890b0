import type { Day, DomainEvent, Fact } from '@cpom/kernel';

/** A role held in an organisation between two dates, both included; open at the end where absent. */
export interface Membership {
  readonly id: string;
  readonly organisation: string;
  readonly role: string;
  readonly from: Day;
  readonly to?: Day;
  /** The person whose place is taken, and for which act, when it is a delegation. */
  readonly standsInFor?: string;
  readonly act?: string;
}

/** A person as history knows one: a random id and roles. The name and the address are in `State` (people.ts). */
export interface Person {
  readonly memberships: readonly Membership[];
}

export type PersonEvent = DomainEvent & (
  | { readonly type: 'MembershipGranted'; readonly membership: Membership }
  | { readonly type: 'MembershipRevoked'; readonly membershipId: string; readonly on: Day; readonly reason: string });

export const initial: Person = { memberships: [] };

export function evolve(state: Person, { event }: Fact<PersonEvent>): Person {
  if (event.type === 'MembershipGranted') return { memberships: [...state.memberships, event.membership] };
  return { memberships: state.memberships.filter((membership) => membership.id !== event.membershipId) };
}

export const streamOf = (personId: string): string => `person-${personId}`;

/** Says whether the role is held on a day. */
export const isActive = (membership: Membership, on: Day): boolean => membership.from <= on && on <= (membership.to ?? '9999-12-31');
