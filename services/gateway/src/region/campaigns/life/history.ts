import { frenchInstant, plural, Refusal, type Instant } from '@cpom/kernel';
import { roleName } from '@cpom/service';
import { CellHistoryRequest, type CellChange } from '@cpom/proto/indicators/v1/indicators';
import { csvAnswer } from '../../../common/csv.ts';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { badge, emptyState, history, html, section, table, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { wordOf, type Words } from '../../contracts/words.ts';
import { campaignTrail, readCampaign, titleOf, type ReadCampaign } from '../about.ts';
import { linesOf, type Line } from '../grid/rows.ts';
import { campaignTabs } from '../parts.ts';
import { plainValue } from '../values.ts';
import { cellState, origins } from '../words.ts';

const acts: Words = { saved: 'a enregistré', explained: 'a expliqué', returned: 'a renvoyé', checked: 'a contrôlé' };
const at = (visit: RegionVisit, moment: string): string => (moment === '' ? '—' : frenchInstant(moment as Instant, visit.info.timeZone));
const who = (visit: RegionVisit, { organisation, role }: { readonly organisation: string; readonly role: string }): string =>
  (organisation === '' ? 'L’application' : `${visit.nameOf(organisation)}${role === '' ? '' : ` (${roleName(role)})`}`);

const cells = (visit: RegionVisit, { rows, href }: ReadCampaign): Html => table({
  id: 'cases', caption: 'Lignes remplies', hideCaption: true, noun: ['ligne remplie', 'lignes remplies'], rows: linesOf(rows).filter(({ cellVersion }) => cellVersion > 0),
  columns: [
    { key: 'ligne', head: 'Ligne', cell: ({ indicator }) => html`<a href="${href}/historique/${indicator.code}">${indicator.label}</a> <span class="app-unit">${indicator.code}</span>` },
    { key: 'valeur', head: 'Valeur', numeric: true, cell: ({ value, indicator }) => (indicator.unit === 'narrative' ? 'texte' : plainValue(value, indicator.unit) || '—') },
    { key: 'quand', head: 'Dernier changement', numeric: true, cell: ({ savedAt }) => at(visit, savedAt) }, { key: 'etat', head: 'État', cell: ({ state }) => badge(cellState(state)) },
  ],
  empty: emptyState({ title: 'Aucune ligne n’est encore remplie', what: 'L’historique de chaque ligne commence avec sa première valeur.', who: 'Le référent d’action du service remplit la grille.' }),
});

/** The life of a submission in sentences, and the lines with the way to their own history. */
export async function historyPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const one = await readCampaign(visit, asked);
  const happened = one.history.map((entry) => ({ at: entry.recordedAt as Instant, who: who(visit, entry), did: entry.summary, ...(entry.reason === '' ? {} : { reason: entry.reason.replace(/\.$/, '') }) }));
  const body = html`${campaignTabs(visit, one, 'historique')}${section('vie', 'Ce qui est arrivé', history(happened, visit.info.timeZone))}${section('lignes', 'Ligne par ligne', cells(visit, one))}`;
  return pageAnswer(frame(visit, asked, { title: 'Historique de la remontée', lead: titleOf(one), breadcrumb: campaignTrail(one), body }));
}

interface CellPast {
  readonly one: ReadCampaign;
  readonly line: Line;
  readonly changes: readonly CellChange[];
}

async function pastOf(visit: RegionVisit, asked: Asked): Promise<CellPast> {
  const one = await readCampaign(visit, asked);
  const line = linesOf(one.rows).find(({ indicator }) => indicator.code === asked.param('code'));
  if (!line) throw new Refusal('not-found', 'Cette ligne n’est pas demandée par cette campagne.');
  const { campaign, service } = one.summary;
  const { changes } = await visit.calls.indicators.cellHistory(CellHistoryRequest.fromPartial({ campaign, service, indicator: line.indicator.code }));
  return { one, line, changes: changes.toReversed() };
}

/** Who changed a line, when, from what to what, and why; the latest first. */
export async function cellPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { one, line: { indicator }, changes } = await pastOf(visit, asked);
  const body = table({
    id: 'changements', caption: 'Changements', hideCaption: true, noun: ['changement', 'changements'], rows: changes, csvHref: `${one.href}/historique/${indicator.code}/export.csv`,
    columns: [
      { key: 'quand', head: 'Quand', cell: ({ recordedAt }) => at(visit, recordedAt) }, { key: 'qui', head: 'Qui', cell: (change) => who(visit, change) }, { key: 'quoi', head: 'Quoi', cell: ({ what }) => wordOf(acts, what) },
      { key: 'avant', head: 'Avant', numeric: true, cell: ({ before }) => plainValue(before, indicator.unit) || '—' }, { key: 'apres', head: 'Après', numeric: true, cell: ({ after }) => plainValue(after, indicator.unit) || '—' },
      { key: 'pourquoi', head: 'Motif ou explication', cell: ({ why }) => why || '—' }, { key: 'origine', head: 'Origine', cell: ({ origin }) => (origin === '' ? '—' : wordOf(origins, origin)) },
    ],
    empty: emptyState({ title: 'Cette ligne n’a jamais été remplie', what: 'Son historique commence avec sa première valeur.', who: 'Voir la grille pour savoir qui la remplit.' }),
  });
  return pageAnswer(frame(visit, asked, {
    title: `Historique : ${indicator.label}`, lead: `${indicator.code}, ${titleOf(one)} : ${plural(changes.length, 'changement')}.`,
    breadcrumb: [...campaignTrail(one), { href: `${one.href}/historique`, text: 'Historique' }], body,
  }));
}

export async function cellCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { one, line: { indicator }, changes } = await pastOf(visit, asked);
  return csvAnswer(`historique-${indicator.code}-${one.summary.campaign}-${one.summary.service}`, [
    { head: 'Quand', value: (change) => at(visit, change.recordedAt) }, { head: 'Qui', value: (change) => who(visit, change) }, { head: 'Quoi', value: (change) => wordOf(acts, change.what) },
    { head: 'Avant', value: ({ before }) => plainValue(before, indicator.unit) }, { head: 'Après', value: ({ after }) => plainValue(after, indicator.unit) }, { head: 'Motif ou explication', value: ({ why }) => why }, { head: 'Origine', value: ({ origin }) => wordOf(origins, origin) },
  ], changes);
}
