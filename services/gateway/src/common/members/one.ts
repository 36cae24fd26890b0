import { plural } from '@cpom/kernel';
import type { Membership, Person } from '@cpom/proto/directory/v1/directory';
import { roleName } from '@cpom/service';
import { action, actions, badge, definitions, emptyState, html, table, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame, noticeOf } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { duration, meanings, stateOf } from './parts.ts';
import { mayRevoke, memberHref, others, personName, readPerson, settled, type MembersVisit } from './reading.ts';
import { meaningOf } from './words.ts';

const revokeLink = (visit: MembersVisit, { personId }: Person, held: Membership): Html =>
  (mayRevoke(visit, held)
    ? html`<a class="fr-link" href="${memberHref(personId)}/roles/${encodeURIComponent(held.id)}/retirer">Retirer<span class="fr-sr-only"> le rôle ${roleName(held.role)}, ${visit.nameOf(held.organisation)}</span></a>`
    : html`<span class="app-unit">par l’administrateur de cet organisme</span>`);

const roles = (visit: MembersVisit, person: Person, nameOfPerson: (id: string) => string): Html => table({
  id: 'roles', caption: 'Rôles', noun: ['rôle', 'rôles'], rows: person.memberships,
  columns: [
    { key: 'role', head: 'Rôle', cell: (held) => html`${roleName(held.role)}<br><span class="app-unit">${meaningOf(held.role)}</span>` },
    { key: 'organisation', head: 'Organisme', cell: (held) => visit.nameOf(held.organisation) },
    { key: 'state', head: 'État', cell: (held) => badge(stateOf(held, visit.today)) },
    { key: 'dates', head: 'Dates', cell: duration },
    { key: 'standin', head: 'Suppléance', cell: (held) => (held.standsInFor === '' ? '—' : html`de ${nameOfPerson(held.standsInFor)}<br><span class="app-unit">${held.act}</span>`) },
    { key: 'revoke', head: 'Action', cell: (held) => revokeLink(visit, person, held) },
  ],
  empty: emptyState({ title: 'Aucun rôle', what: 'Cette personne ne peut plus se connecter.', who: 'Vous pouvez lui attribuer un rôle.' }),
});

/** One person: the roles held, and what may be changed. */
export async function memberPage(visit: MembersVisit, asked: Asked): Promise<Answer> {
  await settled(visit, asked);
  const person = await readPerson(visit, asked.param('person'));
  const known = new Map((await others(visit, person.personId)).map((one) => [one.personId, personName(one)]));
  const notice = noticeOf(asked, { attribue: 'Le rôle est attribué.', retire: 'Le rôle est retiré ; il est sans effet après une minute au plus.', invite: 'L’invitation est enregistrée : la personne peut se connecter avec cette adresse.' });
  const active = person.memberships.filter((held) => held.active).length;
  return pageAnswer(frame(visit, asked, {
    title: personName(person), lead: `${plural(active, 'rôle actif', 'rôles actifs')} aujourd’hui.`, breadcrumb: [{ href: '/', text: 'Accueil' }, { href: '/membres', text: 'Membres et rôles' }], ...(notice && { notice }),
    body: html`${definitions([{ term: 'Adresse électronique', value: person.email }])}${actions(
      action({ id: 'attribuer', text: 'Attribuer un rôle', to: { href: `${memberHref(person.personId)}/role` } }),
      action({ id: 'suppleance', text: 'Nommer suppléant', look: 'secondary', to: { href: `${memberHref(person.personId)}/suppleance` } }))}
      ${roles(visit, person, (id) => known.get(id) ?? 'une personne d’un autre organisme')}${meanings()}`,
  }));
}
