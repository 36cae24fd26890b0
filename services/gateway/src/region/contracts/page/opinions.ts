import type { Opinion } from '@cpom/proto/contracts/v1/facts';
import { action, actions, badge, emptyState, html, section, table, type BadgeTone, type Html } from '../../../ui/index.ts';
import { dateOr } from '../about.ts';
import { opinionKinds, senses, wordOf } from '../words.ts';
import type { ContractView } from './model.ts';

const tones: Readonly<Record<string, BadgeTone>> = { favourable: 'success', 'with-reservations': 'warning', unfavourable: 'error' };

const lapsed = (opinion: Opinion, on: string): boolean => opinion.sense === '' && opinion.dueOn.length === 10 && opinion.dueOn < on;

/** What the body said, or that it is awaited, or that its delay lapsed (which counts as given). */
export function senseOf(opinion: Opinion, on: string): Html {
  if (opinion.sense !== '') return badge({ tone: tones[opinion.sense] ?? 'neutral', text: wordOf(senses, opinion.sense) });
  if (lapsed(opinion, on)) return badge({ tone: 'neutral', text: 'Délai échu : réputé donné' });
  return badge({ tone: 'info', text: 'Attendu' });
}

const documentLink = (view: ContractView, id: string): Html | undefined => {
  const document = view.contract.documents.find((one) => one.id === id);
  return document && html`<br><a href="${view.href}/documents/${document.id}">${document.name}</a>`;
};

function gestures(view: ContractView, opinion: Opinion): Html {
  const body = html`<span class="fr-sr-only"> : ${view.visit.nameOf(opinion.body)}</span>`;
  if (opinion.sense === '' && view.alive) return html`<a href="${view.href}/avis/${opinion.id}">Enregistrer la réponse${body}</a>`;
  return html`<a href="${view.href}/rectifier/opinion/${opinion.id}">Rectifier${body}</a>`;
}

const buttons = (view: ContractView): Html | undefined => {
  const { contract: { stage }, prepares, href } = view;
  if (!prepares || !['consultation', 'validated', 'signing', 'signed'].includes(stage)) return undefined;
  const ask = stage === 'signed' ? undefined : action({ id: 'saisir', text: 'Saisir une instance', to: { href: `${href}/avis/demander` }, look: 'secondary' });
  return actions(ask, action({ id: 'avis-recu', text: 'Enregistrer un avis reçu', to: { href: `${href}/avis/nouveau` }, look: 'tertiary' }));
};

const nothing = ({ contract: { stage } }: ContractView): Html => emptyState({
  title: 'Aucune instance consultée', what: stage === 'draft' || stage === 'negotiation' ? 'Les instances sont saisies une fois le contrat passé en consultation.' : 'Saisissez les instances, ou enregistrez les avis déjà reçus.',
  who: 'Un agent de la DREETS le fait.',
});

/** What the consulted bodies were asked and said. */
export const opinionsPart = (view: ContractView): Html => section('avis', 'Avis des instances', html`${table({
  id: 'table-avis', caption: 'Liste des consultations', hideCaption: true, noun: ['consultation', 'consultations'], rows: view.contract.opinions, empty: nothing(view),
  columns: [
    { key: 'instance', head: 'Instance', cell: (one: Opinion) => html`${view.visit.nameOf(one.body)}<br><span class="fr-text--xs">${wordOf(opinionKinds, one.kind)}</span>` },
    { key: 'demande', head: 'Saisie le', numeric: true, cell: (one: Opinion) => dateOr(one.askedOn, '—') },
    { key: 'delai', head: 'Réponse avant le', numeric: true, cell: (one: Opinion) => dateOr(one.dueOn, '—') },
    { key: 'rendu', head: 'Rendu le', numeric: true, cell: (one: Opinion) => dateOr(one.givenOn, '—') },
    { key: 'sens', head: 'Sens', cell: (one: Opinion) => html`${senseOf(one, view.dates.on)}${one.comment !== '' && html`<br><q>${one.comment}</q>`}${documentLink(view, one.document)}` },
    ...(view.prepares ? [{ key: 'gestes', head: 'Agir', cell: (one: Opinion) => gestures(view, one) }] : []),
  ],
})}${buttons(view)}`);
