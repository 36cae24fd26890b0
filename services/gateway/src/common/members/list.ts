import { plural } from '@cpom/kernel';
import { ListMembersRequest, type Person } from '@cpom/proto/directory/v1/directory';
import { z } from 'zod';
import { action, emptyState, filters, html, selectField, table, textField, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame, noticeOf } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { meanings, roleLine } from './parts.ts';
import { administered, isEverywhere, memberHref, personName, scopeOf, settled, type MembersVisit } from './reading.ts';

const filterForm = (visit: MembersVisit, organisme: string, q: string): Html => filters({
  action: '/membres', active: q !== '' || organisme !== '',
  fields: [
    textField({ name: 'q', label: 'Nom ou adresse électronique', optional: true, value: q, inputmode: 'search' }),
    selectField({ name: 'organisme', label: 'Organisme', optional: true, value: organisme, options: [...(isEverywhere(visit) ? [{ value: '', label: 'Tous' }] : []), ...administered(visit)] }),
  ],
});

const people = (visit: MembersVisit, asked: Asked, rows: readonly Person[], total: number): Html => table({
  id: 'membres', caption: 'Membres', noun: ['personne', 'personnes'], rows, total, page: asked.reading([]).page, address: asked.address,
  columns: [
    { key: 'name', head: 'Nom', cell: (person) => html`<a href="${memberHref(person.personId)}">${personName(person)}</a>` },
    { key: 'email', head: 'Adresse électronique', cell: (person) => person.email },
    { key: 'roles', head: 'Rôles', cell: (person) => (person.memberships.length === 0 ? 'aucun' : person.memberships.map((held, index) => [index > 0 && html`<br>`, roleLine(held, visit.today, visit.nameOf)])) },
  ],
  empty: emptyState({ title: 'Personne ne correspond', what: 'Retirez un filtre, ou invitez la personne à son adresse professionnelle.', who: 'Vous pouvez inviter : une personne invitée se connecte ensuite avec son compte habituel.' }),
});

/** The people of the organisations administered, and what they may do. */
export async function membersPage(visit: MembersVisit, asked: Asked): Promise<Answer> {
  const { organisme = '', q = '' } = asked.query({ organisme: z.string().max(60).optional(), q: z.string().max(100).optional() });
  const { from, limit } = asked.reading([]);
  const scope = scopeOf(visit, organisme);
  await settled(visit, asked);
  const found = await visit.calls.directory.listMembers(ListMembersRequest.fromPartial({ organisation: scope, contains: q, offset: from, limit }));
  const notice = noticeOf(asked, { invite: 'L’invitation est enregistrée : la personne peut se connecter avec cette adresse.', retire: 'Le rôle est retiré ; il est sans effet après une minute au plus.' });
  return pageAnswer(frame(visit, asked, {
    title: 'Membres et rôles', aside: action({ id: 'inviter', text: 'Inviter une personne', to: { href: '/membres/inviter' } }), breadcrumb: [{ href: '/', text: 'Accueil' }], ...(notice && { notice }),
    lead: `${plural(found.total, 'personne')} ${scope === '' ? 'dans tous les organismes' : `pour ${visit.nameOf(scope)}`}. Un rôle retiré est sans effet après une minute au plus.`,
    body: html`${filterForm(visit, organisme, q)}${people(visit, asked, found.people, found.total)}${meanings()}`,
  }));
}
