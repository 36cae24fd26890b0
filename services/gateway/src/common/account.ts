import { day, frenchDate } from '@cpom/kernel';
import { roleName } from '@cpom/service';
import { emptyState, html, table } from '../ui/index.ts';
import type { Asked } from '../site/asked.ts';
import { frame } from '../site/frame.ts';
import { pageAnswer, type Answer, type Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';
import type { DirectoryCalls } from './directory/words.ts';
import { memberRoutes } from './members.ts';
import { meaningOf } from './members/words.ts';
import { noticeRoutes } from './notices/index.ts';

async function account(visit: Visit<unknown>, asked: Asked): Promise<Answer> {
  const { person } = visit;
  return Promise.resolve(pageAnswer(frame(visit, asked, {
    title: 'Mon compte', breadcrumb: [{ href: '/', text: 'Accueil' }],
    lead: `Vous êtes connecté en tant que ${person.name} (${person.email}).`,
    body: html`${table({
      id: 'roles', caption: `Mes rôles au ${frenchDate(day(visit.today))}`, noun: ['rôle', 'rôles'], rows: person.memberships,
      columns: [
        { key: 'role', head: 'Rôle', cell: (held) => roleName(held.role) },
        { key: 'organisation', head: 'Organisme', cell: (held) => visit.nameOf(held.organisation) },
        { key: 'may', head: 'Ce qu’il permet', cell: (held) => meaningOf(held.role) },
      ],
      empty: emptyState({ title: 'Aucun rôle aujourd’hui', what: 'Vous ne pouvez rien lire ici pour le moment.', who: 'L’administrateur de votre organisme peut vous donner un rôle.' }),
    })}<p>Un rôle manque, ou vous serez absent ? L’administrateur de votre organisme, ou celui de ${visit.nameOf(visit.info.authority)}, peut donner un rôle et nommer un suppléant.</p>
    <p><a class="fr-link" href="/courriers">Mes courriers : ce qui m’est envoyé, et comment</a></p>
    <p><a class="fr-link" href="/donnees-personnelles">Ce qui est enregistré de vous, et vos droits</a></p>`,
  })));
}

/** Pages about the reader and about the people whom the reader administers; every instance has them. */
export const accountRoutes = <C extends DirectoryCalls>(): readonly Route<Visit<C>>[] => [{ method: 'get', path: '/compte', access: 'signed-in', handle: account }, ...memberRoutes<C>(), ...noticeRoutes<C>()];
