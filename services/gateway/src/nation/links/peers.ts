import { frenchNumber, type Instant } from '@cpom/kernel';
import type { Link, StateComparison } from '@cpom/proto/collector/v1/collector';
import { ago, alert, badge, html, moment, section, table, type BadgeTone, type Content, type Html } from '../../ui/index.ts';
import { regionName } from '../words.ts';

const states: Readonly<Record<string, { readonly tone: BadgeTone; readonly text: string }>> = {
  never: { tone: 'neutral', text: 'Jamais jointe' }, following: { tone: 'success', text: 'À jour, à l’écoute' }, 'catching-up': { tone: 'info', text: 'En rattrapage' }, away: { tone: 'error', text: 'Injoignable' },
};

/** What the page knows beside the link itself. */
export interface PeerView {
  readonly now: Instant;
  readonly timeZone: string;
}

const instantOf = (at: string, { now, timeZone }: PeerView): Content => (at === '' ? 'jamais' : html`<time datetime="${at}">${ago(at as Instant, now)}</time><br><span class="app-unit">${moment(at as Instant, timeZone)}</span>`);

const state = (link: Link): Content => html`${badge(states[link.state] ?? { tone: 'neutral', text: link.state })}${link.problem !== '' && html`<br><span class="app-unit">${link.problem}</span>`}`;

/** The cursor is opaque: its end is enough to compare two by eye. */
const cursor = ({ cursor: text }: Link): Content => (text === '' ? '—' : html`<code title="${text}">${text.length > 14 ? `…${text.slice(-12)}` : text}</code>`);

const compare = ({ peer, name }: Link): Html => html`<a class="fr-link" href="/collecte?comparer=${peer}#comparaison">Comparer<span class="fr-sr-only"> avec ${name}</span></a>`;

export const linksTable = (links: readonly Link[], view: PeerView): Html => section('liaisons', 'Liaisons avec les régions', table({
  id: 'liaisons-table', caption: 'État de chaque liaison', hideCaption: true, noun: ['liaison', 'liaisons'], rows: links, empty: html`<p>Aucune région n’est déclarée : l’équipe technique de la DGT les ajoute aux réglages de l’instance.</p>`,
  columns: [
    { key: 'name', head: 'Région', cell: (link) => html`<a href="/regions/${link.peer}">${link.name || regionName(link.peer)}</a>` },
    { key: 'state', head: 'État', cell: state },
    { key: 'heard', head: 'Dernier message', cell: (link) => instantOf(link.lastHeardAt, view) },
    { key: 'complete', head: 'Complète', cell: (link) => instantOf(link.completeAt, view) },
    { key: 'messages', head: 'Messages reçus', numeric: true, cell: (link) => frenchNumber(link.messages) },
    { key: 'refills', head: 'Relectures complètes', numeric: true, cell: (link) => frenchNumber(link.refills) },
    { key: 'cursor', head: 'Curseur', cell: cursor },
    { key: 'version', head: 'Version', cell: (link) => link.version || 'n.r.' },
    { key: 'compare', head: 'Empreinte', cell: compare },
  ],
}));

/** Whether both sides hold the same, in words. */
export function comparisonBlock(found: StateComparison | undefined, peer: string): Html | undefined {
  if (!found) return undefined;
  const hashes = html`<p>Ici <code class="app-hash">${found.here}</code><br>Là-bas <code class="app-hash">${found.there}</code></p>`;
  const name = regionName(peer);
  const body = found.agree
    ? alert('success', `${name} : les deux côtés sont identiques`, html`<p>L’empreinte des ${frenchNumber(found.streams)} flux publiés est la même ici et dans la région.</p>${hashes}`)
    : alert('warning', `${name} : les deux côtés diffèrent`, html`<p>Un message est peut-être en route : comparez à nouveau dans un instant. Si l’écart demeure, prévenez l’équipe technique.</p>${hashes}`);
  return section('comparaison', 'Comparaison des empreintes', body);
}
