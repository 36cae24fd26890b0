import { isDay, plural, type Instant } from '@cpom/kernel';
import type { Asked } from '../../../site/asked.ts';
import { frame, noticeOf } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { action, alert, clock, downloads, entryGrid, html, moment, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { dueWords, isInEntry, listTrail, readCampaign, sideOf, titleOf, type ReadCampaign } from '../about.ts';
import { campaignTabs } from '../parts.ts';
import { phaseBadge } from '../words.ts';
import { linesOf, type Line, type Refused } from './rows.ts';
import { seenAt, seenField } from './save.ts';
import { entryRows, lockOfAll } from './tree.ts';
import { isAnswered } from '../values.ts';

export const doneWords: Readonly<Record<string, string>> = {
  enregistre: 'Vos saisies sont enregistrées', inchange: 'Rien n’avait changé', colle: 'Les valeurs collées sont enregistrées', rappele: 'La remontée est rappelée : elle peut être modifiée',
  reporte: 'La nouvelle échéance est enregistrée',
};

/** The lines that this person fills, counted; those of the service for who fills none. */
export function countsFor(visit: RegionVisit, { summary, rows }: ReadCampaign): { readonly asked: number; readonly answered: number } {
  const side = sideOf(visit, summary.service);
  const own = linesOf(rows).filter(({ indicator }) => indicator.reporter === side);
  if (side === 'spsti' || own.length === 0) return { asked: summary.asked, answered: summary.answered };
  return { asked: own.length, answered: own.filter(({ value }) => isAnswered(value)).length };
}

const lastPeriod = (label: string): string => (/^\d{4}$/.test(label) ? String(Number(label) - 1) : 'Un an plus tôt');

/** « Enregistré à 14:32 »; with its day when that is not today. */
export function savedWords(at: string, visit: Pick<RegionVisit, 'info' | 'today'>): string | undefined {
  if (!isDay(at.slice(0, 10))) return undefined;
  const when = moment(at as Instant, visit.info.timeZone);
  return when.startsWith(visit.today.split('-').reverse().join('/')) ? `Enregistré à ${clock(at as Instant, visit.info.timeZone)}` : `Dernier enregistrement le ${when}`;
}

/** « 34 lignes sur 46 sont remplies ; à transmettre pour le 30/04/2026, dans 12 jours. » */
export function leadOf({ summary }: Pick<ReadCampaign, 'summary'>): string {
  const filled = `${plural(summary.answered, 'ligne du service est remplie', 'lignes du service sont remplies')} sur ${summary.asked}`;
  const extra = [summary.returned > 0 && `${plural(summary.returned, 'ligne renvoyée', 'lignes renvoyées')}`, summary.blocking > 0 && plural(summary.blocking, 'incohérence'), summary.toExplain > 0 && plural(summary.toExplain, 'explication attendue', 'explications attendues')].filter((part) => part !== false);
  const rest = extra.length > 0 ? ` (${extra.join(', ')})` : '';
  return `${filled}${rest}${isInEntry(summary) ? ` ; ${dueWords(summary)}` : ''}.`;
}

const nextStep = (campaign: ReadCampaign): Html | undefined =>
  (isInEntry(campaign.summary) ? action({ id: 'suite', text: 'Voir ce qu’il reste à faire', to: { href: `${campaign.href}/transmission` }, look: 'tertiary' }) : undefined);

const refusedSummary = (refused: ReadonlyMap<string, Refused>, lines: readonly Line[], kept: number): Html | undefined => (refused.size === 0 ? undefined
  : html`<div class="fr-alert fr-alert--error app-errors" role="alert" id="erreurs" tabindex="-1" data-focus><h2 class="fr-alert__title">${plural(refused.size, 'ligne non enregistrée', 'lignes non enregistrées')}</h2>
    ${kept > 0 && html`<p>${plural(kept, 'autre ligne est enregistrée', 'autres lignes sont enregistrées')}.</p>`}
    <ul>${[...refused].map(([code, { message }]) => html`<li><a href="#ligne-${code}">${lines.find(({ indicator }) => indicator.code === code)?.indicator.label ?? code}</a> : ${message}</li>`)}</ul></div>`);

export interface GridState {
  readonly refused: ReadonlyMap<string, Refused>;
  readonly kept: number;
}

/** The entry grid of one service, or its values for who may only read them. */
export function gridAnswer(visit: RegionVisit, asked: Asked, campaign: ReadCampaign, state: GridState = { refused: new Map(), kept: 0 }): Answer {
  const { href, summary, label } = campaign;
  const lines = linesOf(campaign.rows);
  const locked = lockOfAll(lines);
  const saved = savedWords(seenAt(lines), visit);
  const next = nextStep(campaign);
  const grid = entryGrid({
    action: href, csrf: visit.csrf, cause: visit.newCause(), hidden: { [seenField]: seenAt(lines) }, caption: titleOf(campaign), period: label, lastPeriod: lastPeriod(label),
    rows: entryRows(lines, { href, lockedAll: locked, refused: state.refused }), ...countsFor(visit, campaign), ...(saved === undefined ? {} : { saved }),
    ...(locked === undefined ? {} : { locked }), ...(next ? { next } : {}),
  });
  const notice = noticeOf(asked, doneWords);
  const body = html`${refusedSummary(state.refused, lines, state.kept)}${campaignTabs(visit, campaign, 'grille')}
    ${campaign.origin === 'fictif' && alert('info', 'Données fictives', 'Les valeurs de cette remontée sont inventées pour la démonstration.')}
    ${grid}${downloads([{ href: `${href}/grille.csv`, text: 'Télécharger la grille, à remplir dans un tableur', detail: 'CSV' }])}`;
  return pageAnswer(frame(visit, asked, { title: titleOf(campaign), lead: leadOf({ summary }), aside: phaseBadge(summary), breadcrumb: listTrail, body, ...(notice ? { notice } : {}) }), state.refused.size > 0 ? 422 : 200);
}

export const gridPage = async (visit: RegionVisit, asked: Asked): Promise<Answer> => gridAnswer(visit, asked, await readCampaign(visit, asked));
