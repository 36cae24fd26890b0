import { plural } from '@cpom/kernel';
import { ListNoticesRequest, SetNoticeChoiceRequest, type Notice, type NoticePage } from '@cpom/proto/directory/v1/directory';
import { roleName } from '@cpom/service';
import { z } from 'zod';
import { alert, disclosure, emptyState, errorSummary, form, html, radioField, section, table, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame, noticeOf } from '../../site/frame.ts';
import { done, pageAnswer, type Answer } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import { choice } from '../../web/inputs.ts';
import type { DirectoryCalls } from '../directory/words.ts';
import { at, kindName, standing } from './words.ts';

type MyVisit = Visit<DirectoryCalls>;

const choices = [
  { value: 'immediate', label: 'Un par un', hint: 'Dès que quelque chose vous attend.' },
  { value: 'daily', label: 'Une fois par jour', hint: 'Un récapitulatif le matin, s’il y a quelque chose de nouveau.' },
  { value: 'none', label: 'Aucun message', hint: 'Ce qui vous attend reste sur votre page d’accueil et dans la liste ci-dessous.' },
] as const;

const schema = z.object({ choice: choice(['immediate', 'daily', 'none']) });

const choiceForm = (visit: MyVisit, chosen: string, error?: string): Html => form({
  action: '/courriers/choix', csrf: visit.csrf, cause: visit.newCause(), submit: 'Enregistrer mon choix',
  body: radioField({ name: 'choice', label: `Messages à ${visit.person.email}`, options: choices, value: chosen, ...(error === undefined ? {} : { error }) }),
});

/** The message as it is or would be read. */
export const message = ({ subject, text, path }: Notice): Html => disclosure(subject, html`<p>${text}</p><p><a class="fr-link" href="${path}">Ouvrir la page</a></p>`);

const list = (visit: MyVisit, asked: Asked, { notices, total, mailing }: NoticePage): Html => table({
  id: 'courriers', caption: 'Messages, les plus récents d’abord', noun: ['message', 'messages'], rows: notices, total, address: asked.address, page: asked.reading([]).page,
  columns: [
    { key: 'at', head: 'Date', cell: (row) => at(row.createdAt, visit) },
    { key: 'kind', head: 'Motif', cell: (row) => kindName(row.kind) },
    { key: 'message', head: 'Message', cell: message },
    { key: 'role', head: 'À quel titre', cell: (row) => `${roleName(row.role)}, ${visit.shortNameOf(row.organisation)}` },
    { key: 'status', head: 'État', cell: (row) => standing(row, mailing, visit) },
  ],
  empty: emptyState({
    title: 'Aucun message pour le moment', what: 'Vous serez prévenu quand une campagne, une signature ou une échéance vous attendra.', who: 'Rien n’est à faire ici : les messages se créent d’eux-mêmes.',
  }),
});

const nothingLeaves = (): Html => alert('info', 'Aucun message ne part de cette instance', 'Aucun serveur de messagerie n’est configuré : la liste montre ce qui vous serait envoyé.');

async function show(visit: MyVisit, asked: Asked, refused?: { readonly chosen: string; readonly error: string }): Promise<Answer> {
  asked.query({});
  const { from, limit } = asked.reading([]);
  const page = await visit.calls.directory.listNotices(ListNoticesRequest.fromPartial({ offset: from, limit }));
  const notice = noticeOf(asked, { choix: 'Votre choix est enregistré. Il vaut pour les prochains messages.' });
  return pageAnswer(frame(visit, asked, {
    title: 'Mes courriers', breadcrumb: [{ href: '/', text: 'Accueil' }, { href: '/compte', text: 'Mon compte' }], ...(notice && { notice }),
    lead: `${plural(page.total, 'message')} à votre adresse. Un message dit ce qui vous attend et où, une seule fois ; aucun résultat chiffré n’y figure.`,
    body: html`${refused && errorSummary([{ field: 'choice', message: refused.error }])}${!page.mailing && nothingLeaves()}${list(visit, asked, page)}
      ${section('choix', 'Comment être prévenu', choiceForm(visit, refused?.chosen ?? page.choice, refused?.error))}
      ${visit.may(['administrator']) && html`<p><a class="fr-link" href="/courriers/envois">Messages adressés aux membres</a></p>`}`,
  }), refused ? 422 : 200);
}

/** What was or would be sent to the reader, and how the reader wants it. */
export const myNotices = (visit: MyVisit, asked: Asked): Promise<Answer> => show(visit, asked);

export async function chooseNotices(visit: MyVisit, asked: Asked): Promise<Answer> {
  const sent = asked.form(schema);
  if (!sent.ok) return show(visit, asked, { chosen: '', error: 'Choisissez une des trois possibilités.' });
  await visit.calls.directory.setNoticeChoice(SetNoticeChoiceRequest.fromPartial({ cause: sent.cause, choice: sent.value.choice }));
  return done('/courriers', 'choix', { position: 0 });
}
