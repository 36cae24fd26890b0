import { Refusal } from '@cpom/kernel';
import { ListMembersRequest, ListOrganisationsRequest, type Membership, type Person } from '@cpom/proto/directory/v1/directory';
import type { Role } from '@cpom/service';
import type { Asked } from '../../site/asked.ts';
import type { Visit } from '../../site/visit.ts';
import { everyRow } from '../csv.ts';
import type { DirectoryCalls } from '../directory/words.ts';
import { rolesOfKind } from './words.ts';

export type MembersVisit = Visit<DirectoryCalls>;

/** Whether this administrator looks after every organisation: that of the authority which runs the instance. */
export const isEverywhere = ({ may, info }: Pick<MembersVisit, 'may' | 'info'>): boolean => may(['administrator'], info.authority);

/** The organisations that this administrator looks after, by name. */
export function administered(visit: MembersVisit): readonly { readonly value: string; readonly label: string }[] {
  const ids = isEverywhere(visit) ? [...visit.names.keys()] : visit.organisationsAs(['administrator']);
  return ids.map((id) => ({ value: id, label: visit.nameOf(id) })).sort((a, b) => a.label.localeCompare(b.label, 'fr'));
}

/** The roles that exist in the kinds of these organisations. */
export function rolesWithin(visit: MembersVisit, organisations: readonly string[]): readonly Role[] {
  return [...new Set(organisations.flatMap((id) => rolesOfKind[visit.names.get(id)?.kind ?? ''] ?? []))];
}

/** What to ask for when no organisation is chosen: everybody, or the first that is administered. */
export const scopeOf = (visit: MembersVisit, chosen: string): string => chosen || (isEverywhere(visit) ? '' : (administered(visit)[0]?.value ?? ''));

async function everybody(visit: MembersVisit): Promise<readonly Person[]> {
  const scopes = isEverywhere(visit) ? [''] : visit.organisationsAs(['administrator']);
  const found = await Promise.all(scopes.map((organisation) => everyRow(async (offset, limit) => {
    const { people, total } = await visit.calls.directory.listMembers(ListMembersRequest.fromPartial({ organisation, offset, limit }));
    return { rows: people, total };
  })));
  return [...new Map(found.flat().map((person) => [person.personId, person])).values()];
}

/** Waits until the directory's lists hold what the previous page did: the list of members has no such wait of its own. */
export async function settled({ calls }: MembersVisit, { done }: Pick<Asked, 'done'>): Promise<void> {
  if (done.position > 0) await calls.directory.listOrganisations(ListOrganisationsRequest.fromPartial({ atLeast: done.position, limit: 1 }));
}

/** One of the people of the organisations administered. Refuses `not-found`: whom one does not administer, one does not see. */
export async function readPerson(visit: MembersVisit, personId: string): Promise<Person> {
  const person = (await everybody(visit)).find((one) => one.personId === personId);
  if (!person) throw new Refusal('not-found', 'Cette personne n’a pas de rôle dans un organisme que vous administrez. Cherchez-la dans la liste des membres.');
  return person;
}

/** Who may be stood in for: the people of the organisations administered, but the person itself. */
export async function others(visit: MembersVisit, personId: string): Promise<readonly Person[]> {
  return (await everybody(visit)).filter((one) => one.personId !== personId);
}

export const personName = ({ givenName, usualName, email }: Pick<Person, 'givenName' | 'usualName' | 'email'>): string => `${givenName} ${usualName}`.trim() || email;

/** Whether this role is one that the administrator may take back. */
export const mayRevoke = (visit: MembersVisit, { organisation }: Pick<Membership, 'organisation'>): boolean => isEverywhere(visit) || visit.may(['administrator'], organisation);

export const memberHref = (personId: string): string => `/membres/${encodeURIComponent(personId)}`;
