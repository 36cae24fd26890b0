import { day, frenchDate } from '@cpom/kernel';
import { roleName } from '@cpom/service';
import { html, table } from '../ui/index.ts';
import type { Asked } from '../site/asked.ts';
import { frame } from '../site/frame.ts';
import { pageAnswer, type Answer, type Route } from '../site/route.ts';
import type { Visit } from '../site/visit.ts';

async function account(visit: Visit<unknown>, asked: Asked): Promise<Answer> {
  const { person } = visit;
  return Promise.resolve(pageAnswer(frame(visit, asked, {
    title: 'Mon compte',
    lead: `Vous êtes connecté en tant que ${person.name} (${person.email}).`,
    body: table({
      id: 'roles', caption: 'Mes rôles', noun: ['rôle', 'rôles'], rows: person.memberships,
      columns: [
        { key: 'role', head: 'Rôle', cell: (held) => roleName(held.role) },
        { key: 'organisation', head: 'Organisme', cell: (held) => visit.nameOf(held.organisation) },
      ],
      empty: html`<p>Aucun rôle au ${frenchDate(day(visit.today))}.</p>`,
    }),
  })));
}

/** Pages that every instance has. */
export const accountRoutes = <C>(): readonly Route<Visit<C>>[] => [{ method: 'get', path: '/compte', access: 'signed-in', handle: account }];
