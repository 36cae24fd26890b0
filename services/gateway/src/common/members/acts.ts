import { Refusal } from '@cpom/kernel';
import { GrantMembershipRequest, InvitePersonRequest, RevokeMembershipRequest, type Person } from '@cpom/proto/directory/v1/directory';
import { roleName } from '@cpom/service';
import { alert, definitions, html, textArea, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { done, type Answer } from '../../site/route.ts';
import { kept, showForm, takeForm, type FormPage } from '../form-page.ts';
import { grantFields, grantSchema, inviteFields, inviteSchema, revokeSchema, standInFields, standInSchema } from './forms.ts';
import { duration } from './parts.ts';
import { administered, mayRevoke, memberHref, others, personName, readPerson, type MembersVisit } from './reading.ts';
import { meaningOf } from './words.ts';

type Handler = (visit: MembersVisit, asked: Asked) => Promise<Answer>;
export interface Act { readonly show: Handler; readonly take: Handler }

const trail = [{ href: '/', text: 'Accueil' }, { href: '/membres', text: 'Membres et rôles' }];
const within = (person: Person): Pick<FormPage<never>, 'breadcrumb' | 'cancelHref'> =>
  ({ breadcrumb: [...trail, { href: memberHref(person.personId), text: personName(person) }], cancelHref: memberHref(person.personId) });

/** The only organisation there is to choose is chosen already. */
function soleOrganisation(visit: MembersVisit): Readonly<Record<string, string>> {
  const [only, ...more] = administered(visit);
  return only && more.length === 0 ? { organisation: only.value } : {};
}

const inviting = (visit: MembersVisit): FormPage<typeof inviteSchema> => ({
  title: 'Inviter une personne', lead: 'La personne se connecte ensuite avec son compte habituel, à cette adresse.', breadcrumb: trail, schema: inviteSchema, submit: 'Inviter', cancelHref: '/membres',
  initial: soleOrganisation(visit), fields: inviteFields(visit),
});

export const invite: Act = {
  show: (visit, asked) => Promise.resolve(showForm(visit, asked, inviting(visit))),
  take: (visit, asked) => takeForm(visit, asked, inviting(visit), async (value, cause) => {
    const written = await visit.calls.directory.invitePerson(InvitePersonRequest.fromPartial({ cause, ...value, from: value.from ?? '', to: value.to ?? '' }));
    visit.forget(written.id);
    return done(memberHref(written.id), 'invite', written);
  }),
};

const granting = (visit: MembersVisit, person: Person): FormPage<typeof grantSchema> =>
  ({ ...within(person), title: 'Attribuer un rôle', lead: `${personName(person)} (${person.email})`, schema: grantSchema, submit: 'Attribuer le rôle', initial: soleOrganisation(visit), fields: grantFields(visit) });

export const grant: Act = {
  show: async (visit, asked) => showForm(visit, asked, granting(visit, await readPerson(visit, asked.param('person')))),
  take: async (visit, asked) => {
    const person = await readPerson(visit, asked.param('person'));
    return takeForm(visit, asked, granting(visit, person), async (value, cause) => {
      const written = await visit.calls.directory.grantMembership(GrantMembershipRequest.fromPartial({ cause, personId: person.personId, ...value, from: value.from ?? '', to: value.to ?? '' }));
      visit.forget(person.personId);
      return done(memberHref(person.personId), 'attribue', written);
    });
  },
};

const standingIn = (visit: MembersVisit, person: Person, absent: readonly Person[]): FormPage<typeof standInSchema> => ({
  ...within(person), title: 'Nommer suppléant', lead: `${personName(person)} agit à la place d’une personne absente, pour l’objet et le temps que dit la délégation.`, schema: standInSchema,
  submit: 'Enregistrer la suppléance', initial: soleOrganisation(visit), fields: standInFields(visit, absent),
});

export const standIn: Act = {
  show: async (visit, asked) => {
    const person = await readPerson(visit, asked.param('person'));
    return showForm(visit, asked, standingIn(visit, person, await others(visit, person.personId)));
  },
  take: async (visit, asked) => {
    const person = await readPerson(visit, asked.param('person'));
    return takeForm(visit, asked, standingIn(visit, person, await others(visit, person.personId)), async (value, cause) => {
      const written = await visit.calls.directory.grantMembership(GrantMembershipRequest.fromPartial({ cause, personId: person.personId, ...value }));
      visit.forget(person.personId);
      return done(memberHref(person.personId), 'attribue', written);
    });
  },
};

function heldRole(person: Person, id: string): Person['memberships'][number] {
  const held = person.memberships.find((one) => one.id === id);
  if (!held) throw new Refusal('not-found', 'Ce rôle n’est plus attribué à cette personne.');
  return held;
}

function revoking(visit: MembersVisit, person: Person, id: string): FormPage<typeof revokeSchema> {
  const held = heldRole(person, id);
  const own = person.personId === visit.person.id && held.role === 'administrator';
  const before: Html = html`${alert('warning', 'Relisez avant de confirmer', own ? 'C’est votre propre rôle d’administrateur : vous ne pourrez plus le rétablir vous-même.' : 'La personne perd ce rôle aujourd’hui ; il est sans effet après une minute au plus.')}
    ${definitions([{ term: 'Personne', value: `${personName(person)} (${person.email})` }, { term: 'Rôle', value: `${roleName(held.role)}, ${visit.nameOf(held.organisation)}` }, { term: 'Ce qu’il permettait', value: meaningOf(held.role) }, { term: 'Dates', value: duration(held) }])}`;
  return { ...within(person), title: 'Retirer un rôle', schema: revokeSchema, submit: 'Retirer le rôle', before, fields: (filled) => textArea({ label: 'Motif', hint: 'Il reste dans l’historique : n’y écrivez rien de personnel.', rows: 3, maxlength: 500, ...kept(filled, 'reason') }) };
}

export const revoke: Act = {
  show: async (visit, asked) => showForm(visit, asked, revoking(visit, await readPerson(visit, asked.param('person')), asked.param('membership'))),
  take: async (visit, asked) => {
    const [person, membershipId] = [await readPerson(visit, asked.param('person')), asked.param('membership')];
    return takeForm(visit, asked, revoking(visit, person, membershipId), async ({ reason }, cause) => {
      const written = await visit.calls.directory.revokeMembership(RevokeMembershipRequest.fromPartial({ cause, personId: person.personId, membershipId, reason }));
      visit.forget(person.personId);
      return done(person.memberships.some((one) => one.id !== membershipId && mayRevoke(visit, one)) ? memberHref(person.personId) : '/membres', 'retire', written);
    });
  },
};
