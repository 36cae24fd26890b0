import type { Day } from '@cpom/kernel';
import { isActive, type Membership } from '../person/contract.ts';
import type { Addressee, Announcement } from './announcement.ts';

/** A person and the roles held, without name or address. */
export interface Holder {
  readonly personId: string;
  readonly memberships: readonly Membership[];
}

/** One announcement to one person, under the role that makes it theirs. */
export interface Addressed {
  readonly personId: string;
  readonly organisation: string;
  readonly role: string;
  readonly announcement: Announcement;
}

const fits = ({ organisation, role }: Membership, to: Addressee): boolean => organisation === to.organisation && (to.roles as readonly string[]).includes(role);

/** Says whether the person still holds the role, today. */
export const stillHolds = (memberships: readonly Membership[], { organisation, role }: Pick<Addressed, 'organisation' | 'role'>, today: Day): boolean =>
  memberships.some((held) => held.organisation === organisation && held.role === role && isActive(held, today));

/** Who is told what: those who hold a role today, stand-ins among them, each once for one cause. */
export function addressed(announcements: readonly Announcement[], holders: readonly Holder[], today: Day): readonly Addressed[] {
  const active = holders.map(({ personId, memberships }) => ({ personId, memberships: memberships.filter((held) => isActive(held, today)) }));
  return announcements.flatMap((announcement) => active.flatMap(({ personId, memberships }) => {
    const mine = announcement.to.filter((to) => to.personId === undefined || to.personId === personId);
    const held = memberships.find((membership) => mine.some((to) => fits(membership, to)));
    return held ? [{ personId, organisation: held.organisation, role: held.role, announcement }] : [];
  }));
}
