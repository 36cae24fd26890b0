import type { Calls, CallerMembership, Role } from '@cpom/service';
import { roles } from '@cpom/service';
import { ListOrganisationsRequest, type DirectoryServer, type Person } from '@cpom/proto/directory/v1/directory';
import { remembered } from '../web/remembered.ts';
import { nameOn, type Names } from './names.ts';

/** A person as the gateway knows one for a few seconds. */
export interface KnownPerson {
  readonly person: Person;
  /** Those held today. */
  readonly memberships: readonly CallerMembership[];
  /** Milliseconds: the identity token dies 60 s after this. */
  readonly readAt: number;
}

export interface PeopleDeps {
  /** Calls as the gateway itself. */
  directory(): Promise<Calls<DirectoryServer>>;
  readonly now: () => number;
}

export interface People {
  /** Somebody without a role left is still told so on the account page; the services refuse the rest. */
  get(personId: string): Promise<KnownPerson>;
  /** After a role was given or taken here: the next page already knows. */
  forget(personId: string): void;
  names(): Promise<Names>;
}

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

async function readNames(directory: Calls<DirectoryServer>): Promise<Names> {
  const found = new Map<string, { name: string; shortName: string; kind: string; regions: readonly string[] }>();
  for (let offset = 0; ; offset += 500) {
    const page = await directory.listOrganisations(ListOrganisationsRequest.fromPartial({ offset, limit: 500 }));
    for (const organisation of page.organisations) found.set(organisation.id, { ...nameOn(organisation.names), kind: organisation.kind, regions: organisation.regions });
    if (page.organisations.length < 500) return found;
  }
}

async function readPerson(directory: Calls<DirectoryServer>, personId: string, readAt: number): Promise<KnownPerson> {
  const person = await directory.getPerson({ personId });
  const memberships = person.memberships.flatMap(({ id, organisation, role, active }) => (active && isRole(role) ? [{ id, organisation, role }] : []));
  return { person, memberships, readAt };
}

/** Remembers people for 10 s and organisations' names for 5 s: a revoked role is without effect well within 60 s. */
export function createPeople({ directory, now }: PeopleDeps): People {
  const people = remembered({
    lives: 10_000, now,
    read: async (personId) => {
      const readAt = now();
      return readPerson(await directory(), personId, readAt);
    },
  });
  const names = remembered({ lives: 5_000, now, read: async () => readNames(await directory()) });
  return { get: people.get, forget: people.forget, names: () => names.get('') };
}
