import { frenchNumber, type Instant } from '@cpom/kernel';
import type { HeldList, HeldStream } from '@cpom/proto/national/v1/national';
import { action, badge, html, keyFigures, moment, section, table, type BadgeTone, type Content, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import type { NationVisit } from '../calls.ts';
import { regionName } from '../words.ts';

const kinds: Readonly<Record<string, { readonly tone: BadgeTone; readonly text: string; readonly why: string }>> = {
  waiting: { tone: 'info', text: 'En attente', why: 'Attend un autre flux ; repris tout seul dès que celui-ci arrive.' },
  parked: { tone: 'error', text: 'Mis de côté', why: 'N’a pas pu être appliqué, ni ce qui le suit dans le même flux.' },
  unknown: { tone: 'neutral', text: 'Type inconnu', why: 'D’un type que cette version ne connaît pas ; gardé jusqu’à la mise à jour.' },
};
export const heldKinds = ['waiting', 'parked', 'unknown'] as const;

const why = (row: HeldStream): Content => html`${row.because}${row.as === 'waiting' && html`<br><span class="app-unit">${kinds['waiting']?.why}</span>`}`;

const release = (visit: NationVisit) => (row: HeldStream, index: number): Content => (row.as === 'unknown' ? html`<span class="app-unit">après mise à jour</span>` : action({
  id: `reprendre-${index}`, text: 'Reprendre', look: 'tertiary', to: { action: '/collecte/reprendre', csrf: visit.csrf, cause: visit.newCause(), hidden: { topic: row.topic, stream: row.stream } },
  ...(visit.may(['dgt']) ? {} : { impossible: 'réservé aux agents de la DGT.' }),
}));

const counts = (held: HeldList): Html => keyFigures(heldKinds.map((kind) => ({
  figure: frenchNumber(held[kind]), text: kinds[kind]?.text.toLowerCase() ?? kind, href: `/collecte?retenus=${kind}#retenus`, note: kinds[kind]?.why ?? '',
})));

/** Messages that were not applied, why, and the button that has them tried again. */
export function heldSection(held: HeldList, visit: NationVisit, asked: Asked): Html {
  const button = release(visit);
  const buttons = new Map(held.held.map((row, index) => [row, button(row, index)]));
  return section('retenus', 'Messages retenus', html`${counts(held)}${table<HeldStream>({
    id: 'retenus-table', caption: 'Flux dont des messages sont retenus', hideCaption: true, noun: ['flux', 'flux'], rows: held.held, total: held.total, page: asked.reading([]).page, address: asked.address,
    empty: html`<p>Aucun message n’est retenu : tout ce que les régions ont dit est pris en compte.</p>`,
    columns: [
      { key: 'stream', head: 'Flux', cell: (row) => html`<code>${row.stream}</code><br><span class="app-unit">${row.topic}</span>` },
      { key: 'region', head: 'Région', cell: (row) => regionName(row.region) || '—' },
      { key: 'as', head: 'État', cell: (row) => badge(kinds[row.as] ?? { tone: 'neutral', text: row.as }) },
      { key: 'because', head: 'Motif', cell: why },
      { key: 'since', head: 'Depuis le', cell: (row) => (row.since === '' ? 'n.r.' : moment(row.since as Instant, visit.info.timeZone)) },
      { key: 'messages', head: 'Messages', numeric: true, cell: (row) => frenchNumber(row.messages) },
      { key: 'type', head: 'Dernier type', cell: (row) => html`<code>${row.lastType.split('.').at(-1)}</code>` },
      { key: 'release', head: 'Action', cell: (row) => buttons.get(row) },
    ],
  })}`);
}
