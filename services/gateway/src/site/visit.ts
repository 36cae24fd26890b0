import type { Day, Instant } from '@cpom/kernel';
import type { Files } from '@cpom/platform';
import { roleName, type CallerMembership, type InstanceInfo, type Role } from '@cpom/service';
import type { Instance, NavItem, SignedIn } from '../ui/index.ts';
import type { NamedOrganisation, Names } from './names.ts';

/** One request of a signed-in person: who, and the services as that person may call them. */
export interface Visit<C> {
  /** The services, called with this person's identity. */
  readonly calls: C;
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly memberships: readonly CallerMembership[] };
  /** Says whether one of these roles is held, in an organisation if one is named. */
  may(roles: readonly Role[], organisation?: string): boolean;
  /** The organisations in which one of these roles is held. */
  organisationsAs(roles: readonly Role[]): readonly string[];
  readonly names: Names;
  /** What an organisation is called; its id when it is not in the directory. */
  nameOf(id: string): string;
  shortNameOf(id: string): string;
  readonly today: Day;
  readonly now: Instant;
  readonly csrf: string;
  /** A new request id for a form. */
  newCause(): string;
  readonly requestId: string;
  readonly info: InstanceInfo;
  /** What every page shows. */
  readonly frame: { readonly instance: Instance; readonly user: SignedIn; readonly nav: readonly NavItem[] };
  readonly files: Files;
  /** Roles of this person changed: read them again. */
  forget(personId: string): void;
}

export interface VisitParts<C> {
  readonly calls: C;
  readonly person: { readonly personId: string; readonly givenName: string; readonly usualName: string; readonly email: string };
  readonly memberships: readonly CallerMembership[];
  readonly names: Names;
  readonly today: Day;
  readonly now: Instant;
  readonly csrf: string;
  readonly requestId: string;
  readonly newCause: () => string;
  readonly info: InstanceInfo;
  readonly instance: Instance;
  readonly files: Files;
  readonly forget: (personId: string) => void;
  readonly nav: (visit: Pick<Visit<C>, 'may'>) => readonly NavItem[];
}

const capacityOf = (memberships: readonly CallerMembership[], nameOf: (id: string) => string): string =>
  [...new Set(memberships.map(({ role, organisation }) => `${roleName(role)}, ${nameOf(organisation)}`))].slice(0, 2).join(' · ');

/** Puts a visit together. */
export function visitOf<C>(parts: VisitParts<C>): Visit<C> {
  const { person, memberships, names } = parts;
  const named = (id: string): NamedOrganisation | undefined => names.get(id);
  const nameOf = (id: string): string => named(id)?.name ?? id;
  const shortNameOf = (id: string): string => named(id)?.shortName ?? id;
  const organisationsAs = (roles: readonly Role[]): string[] =>
    [...new Set(memberships.filter((held) => roles.includes(held.role)).map((held) => held.organisation))];
  const may = (roles: readonly Role[], organisation?: string): boolean =>
    memberships.some((held) => roles.includes(held.role) && (organisation === undefined || held.organisation === organisation));
  const name = `${person.givenName} ${person.usualName}`.trim();
  const user: SignedIn = { name, capacity: capacityOf(memberships, shortNameOf), href: '/compte', signOut: { action: '/deconnexion', csrf: parts.csrf } };
  return {
    calls: parts.calls, names, nameOf, shortNameOf, may, organisationsAs,
    person: { id: person.personId, name, email: person.email, memberships },
    today: parts.today, now: parts.now, csrf: parts.csrf, requestId: parts.requestId, newCause: parts.newCause, info: parts.info, files: parts.files,
    forget: parts.forget,
    frame: { instance: parts.instance, user, nav: parts.nav({ may }) },
  };
}
