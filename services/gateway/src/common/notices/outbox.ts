import { plural } from '@cpom/kernel';
import { ListOutboxRequest, type Notice, type NoticePage } from '@cpom/proto/directory/v1/directory';
import { roleName } from '@cpom/service';
import { z } from 'zod';
import { alert, emptyState, filters, html, selectField, table, withQuery, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { csvAnswer, everyRow, type CsvColumn } from '../csv.ts';
import { administered, isEverywhere, scopeOf, type MembersVisit } from '../members/reading.ts';
import { message } from './mine.ts';
import { at, kindName, noticeKinds, standing, statuses, statusName, whyNot } from './words.ts';

interface Filters {
  readonly organisme: string;
  readonly etat: string;
  readonly motif: string;
}

const sortable = ['date'] as const;

function readFilters(asked: Asked): Filters {
  const { organisme = '', etat = '', motif = '' } = asked.query({
    organisme: z.string().max(60).optional(), etat: z.enum(['', ...statuses]).optional(), motif: z.enum(['', ...noticeKinds]).optional(),
  });
  return { organisme, etat, motif };
}

const read = (visit: MembersVisit, asked: Asked, { organisme, etat, motif }: Filters, offset: number, limit: number): Promise<NoticePage> =>
  visit.calls.directory.listOutbox(ListOutboxRequest.fromPartial({
    organisation: scopeOf(visit, organisme), status: etat, kind: motif, offset, limit, oldestFirst: asked.reading(sortable).sort?.descending === false,
  }));

const all = [{ value: '', label: 'Tous' }];
const filterForm = (visit: MembersVisit, asked: Asked, { organisme, etat, motif }: Filters): Html => filters({
  action: '/courriers/envois', active: organisme + etat + motif !== '', kept: { tri: asked.address.query['tri'] },
  fields: [
    selectField({ name: 'organisme', label: 'Organisme', optional: true, value: organisme, options: [...(isEverywhere(visit) ? all : []), ...administered(visit)] }),
    selectField({ name: 'motif', label: 'Motif', optional: true, value: motif, options: [...all, ...noticeKinds.map((kind) => ({ value: kind, label: kindName(kind) }))] }),
    selectField({ name: 'etat', label: 'État', optional: true, value: etat, options: [...all, ...statuses.map((status) => ({ value: status, label: statusName(status) }))] }),
  ],
});

const list = (visit: MembersVisit, asked: Asked, { notices, total, mailing }: NoticePage): Html => table({
  id: 'envois', caption: 'Messages', noun: ['message', 'messages'], rows: notices, total, address: asked.address, page: asked.reading(sortable).page,
  sort: asked.reading(sortable).sort ?? { key: 'date', descending: true }, csvHref: withQuery({ path: '/courriers/envois.csv', query: asked.address.query }, { page: undefined }),
  columns: [
    { key: 'date', head: 'Date', sortable: true, cell: (row) => at(row.createdAt, visit) },
    { key: 'email', head: 'Destinataire', cell: (row) => html`${row.email}<br><small>${roleName(row.role)}, ${visit.shortNameOf(row.organisation)}</small>` },
    { key: 'kind', head: 'Motif', cell: (row) => kindName(row.kind) },
    { key: 'message', head: 'Message', cell: message },
    { key: 'status', head: 'État', cell: (row) => standing(row, mailing, visit) },
  ],
  empty: emptyState({
    title: 'Aucun message ne correspond', what: 'Retirez un filtre, ou attendez : un message se crée quand une campagne, une signature ou une échéance attend quelqu’un.',
    who: 'Seules les personnes qui ont un rôle ce jour-là sont prévenues : invitez celles qui manquent depuis la page des membres.',
  }),
});

const nothingLeaves = (): Html => alert('info', 'Aucun message ne part de cette instance', 'Aucun serveur de messagerie n’est configuré : la liste montre ce qui serait envoyé.');

/** What was or would be sent to the people of the organisations administered. */
export async function outboxPage(visit: MembersVisit, asked: Asked): Promise<Answer> {
  const wanted = readFilters(asked);
  const { from, limit } = asked.reading(sortable);
  const page = await read(visit, asked, wanted, from, limit);
  const scope = scopeOf(visit, wanted.organisme);
  return pageAnswer(frame(visit, asked, {
    title: 'Messages adressés aux membres', breadcrumb: [{ href: '/', text: 'Accueil' }, { href: '/courriers', text: 'Mes courriers' }],
    lead: `${plural(page.total, 'message')} ${scope === '' ? 'pour tous les organismes' : `pour ${visit.nameOf(scope)}`}. Chacun part une seule fois pour une même cause.`,
    body: html`${!page.mailing && nothingLeaves()}${filterForm(visit, asked, wanted)}${list(visit, asked, page)}`,
  }));
}

const csvColumns = (visit: MembersVisit, mailing: boolean): readonly CsvColumn<Notice>[] => [
  { head: 'Date', value: (row) => at(row.createdAt, visit) }, { head: 'Destinataire', value: (row) => row.email }, { head: 'Rôle', value: (row) => roleName(row.role) },
  { head: 'Organisme', value: (row) => visit.nameOf(row.organisation) }, { head: 'Motif', value: (row) => kindName(row.kind) }, { head: 'Objet', value: (row) => row.subject },
  { head: 'Page', value: (row) => row.path }, { head: 'État', value: (row) => statusName(row.status) }, { head: 'Envoyé le', value: (row) => at(row.sentAt, visit) },
  { head: 'Précision', value: (row) => whyNot(row, mailing, visit) },
];

export async function outboxCsv(visit: MembersVisit, asked: Asked): Promise<Answer> {
  const wanted = readFilters(asked);
  const { mailing } = await read(visit, asked, wanted, 0, 1);
  const rows = await everyRow(async (offset, limit) => {
    const { notices, total } = await read(visit, asked, wanted, offset, limit);
    return { rows: notices, total };
  });
  return csvAnswer('courriers', csvColumns(visit, mailing), rows);
}
