import { day, fold, invalidField, Refusal, type Day } from '@cpom/kernel';
import type { Clock, NewId, Runner, Views } from '@cpom/platform';
import type { Allowed, Handlers } from '@cpom/service';
import type { DirectoryServer, GrantMembershipRequest, ListMembersRequest, MemberPage, Person as PersonReply, Written } from '@cpom/proto/directory/v1/directory';
import type { PersonCommand, PersonContext } from './commands.ts';
import { isActive, streamOf, type Membership, type Person } from './contract.ts';
import type { Identity, People } from './people.ts';
import { personList, type PersonRow } from './views.ts';

export interface PersonDeps {
  readonly runner: Runner<Person, PersonCommand, PersonContext>;
  readonly people: People;
  readonly views: Views;
  readonly clock: Clock;
  readonly newId: NewId;
  kindOf(organisation: string): Promise<string | undefined>;
}

type Names = 'signIn' | 'getPerson' | 'invitePerson' | 'grantMembership' | 'revokeMembership' | 'listMembers';

const membershipMessage = (membership: Membership, today: Day): PersonReply['memberships'][number] => ({
  id: membership.id, organisation: membership.organisation, role: membership.role, from: membership.from, to: membership.to ?? '',
  standsInFor: membership.standsInFor ?? '', act: membership.act ?? '', active: isActive(membership, today),
});

const personMessage = ({ personId, givenName, usualName, email }: Identity, memberships: readonly Membership[], today: Day): PersonReply =>
  ({ personId, givenName, usualName, email, memberships: memberships.map((membership) => membershipMessage(membership, today)) });

const stranger = (): Refusal => new Refusal('forbidden', "Votre compte n'a pas encore de rôle ici. Demandez à l'administrateur de votre organisme de vous inviter à votre adresse professionnelle.");

const toMembership = (id: string, sent: Omit<GrantMembershipRequest, 'cause' | 'personId'>, today: Day): Membership => ({
  id, organisation: sent.organisation, role: sent.role, from: sent.from ? day(sent.from) : today,
  ...(sent.to ? { to: day(sent.to) } : {}),
  ...(sent.standsInFor ? { standsInFor: sent.standsInFor, act: sent.act } : {}),
});

async function findMembers({ views, people, clock }: PersonDeps, { organisation, contains, offset, limit }: ListMembersRequest): Promise<MemberPage> {
  const rows = await views.list<PersonRow>(personList.view, {});
  const held = rows.filter((row) => row.doc.memberships.some((membership) => organisation === '' || membership.organisation === organisation));
  const identities = await Promise.all(held.map(async (row) => ({ row, identity: await people.byId(row.key.slice('person-'.length)) })));
  const wanted = fold(contains);
  const found = identities.flatMap(({ row, identity }) => (identity ? personMessage(identity, row.doc.memberships, clock.today()) : []))
    .filter((person) => fold(`${person.givenName} ${person.usualName} ${person.email}`).includes(wanted))
    .sort((a, b) => fold(a.usualName).localeCompare(fold(b.usualName)));
  return { people: found.slice(offset, offset + (limit || 50)), total: found.length };
}

type Grant = Omit<GrantMembershipRequest, 'cause' | 'personId'>;

const granting = ({ runner, clock, newId, kindOf }: PersonDeps) =>
  async (personId: string, cause: string, sent: Grant, { actor }: Allowed): Promise<Written> => {
    const membership = toMembership(newId(), sent, clock.today());
    const kind = await kindOf(membership.organisation);
    const { position, version } = await runner.run({ stream: streamOf(personId), cause, actor, context: { kind }, command: { type: 'GrantMembership', membership } });
    return { id: personId, position, version };
  };

/** The RPCs about people and what they may do. */
export function personHandlers(deps: PersonDeps): Pick<Handlers<DirectoryServer>, Names> {
  const { people, runner, clock, newId } = deps;
  const reply = async (identity: Identity): Promise<PersonReply> =>
    personMessage(identity, (await runner.load(streamOf(identity.personId))).state.memberships, clock.today());

  const grant = granting(deps);

  return {
    signIn: async ({ sub, email, givenName, usualName }) => {
      const known = (await people.bySub(sub)) ?? (await people.byEmail(email));
      if (!known || (known.sub !== undefined && known.sub !== sub)) throw stranger();
      const identity: Identity = { ...known, sub, givenName, usualName };
      await people.save(identity);
      const person = await reply(identity);
      if (!person.memberships.some((membership) => membership.active)) throw stranger();
      return person;
    },
    getPerson: async ({ personId }) => {
      const identity = await people.byId(personId);
      if (!identity) throw stranger();
      return reply(identity);
    },
    invitePerson: async (request, allowed) => {
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(request.email)) throw invalidField('email', "L'adresse électronique n'est pas complète.");
      const known = await people.byEmail(request.email);
      const identity = known ?? { personId: newId(), email: request.email, givenName: request.givenName, usualName: request.usualName };
      if (!known) await people.save(identity);
      return grant(identity.personId, request.cause, { ...request, standsInFor: '', act: '' }, allowed);
    },
    grantMembership: (request, allowed) => grant(request.personId, request.cause, request, allowed),
    revokeMembership: async ({ personId, cause, membershipId, reason }, { actor }) => {
      const done = await runner.run({ stream: streamOf(personId), cause, actor, context: { kind: undefined }, command: { type: 'RevokeMembership', membershipId, reason } });
      return { id: personId, position: done.position, version: done.version };
    },
    listMembers: (request) => findMembers(deps, request),
  };
}
