import { plural } from '@cpom/kernel';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { frame, noticeOf } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { badge, disclosure, emptyState, html, plainTable, postingInputs, tabs, value, withQuery, type Column, type Content, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { wordOf } from '../../contracts/words.ts';
import { campaignTrail, readCampaign, sideOf, titleOf, type ReadCampaign } from '../about.ts';
import { linesOf, messagesOf, type Line } from '../grid/rows.ts';
import { stepButtons } from '../life/page.ts';
import { campaignTabs } from '../parts.ts';
import { exact, isAnswered, shownValue } from '../values.ts';
import { cellState, phaseBadge, reporters, sides, units } from '../words.ts';

export const doneWords: Readonly<Record<string, string>> = { controle: 'Les lignes sont marquées comme contrôlées', renvoi: 'La ligne est renvoyée au service, avec votre motif' };

type Which = 'toutes' | 'a-voir' | 'restantes';
const filtersOf: Readonly<Record<Which, string>> = { toutes: 'Toutes les lignes', 'a-voir': 'Avec un message', restantes: 'Pas encore contrôlées' };
const isWhich = (text: string): text is Which => Object.hasOwn(filtersOf, text);

interface Checking {
  readonly campaign: ReadCampaign;
  readonly side: 'fund' | 'dreets';
  /** Whether lines may be checked and returned now. */
  readonly open: boolean;
}

/** The lines that the other side filled: one's own are corrected, not checked. */
const checkable = ({ indicator }: Line, side: string): boolean => indicator.reporter !== 'computed' && indicator.reporter !== side;
const mineIsDone = (line: Line, side: string): boolean => line.checkedBy.includes(side);
const pendingReturn = ({ state }: Line): boolean => state === 'returned';

function chosen(lines: readonly Line[], which: Which, side: string): readonly Line[] {
  if (which === 'a-voir') return lines.filter((line) => messagesOf(line).length > 0 || line.explanation !== '');
  return which === 'restantes' ? lines.filter((line) => checkable(line, side) && !mineIsDone(line, side)) : lines;
}

const narrative = (line: Line): Content => {
  const texts = line.value?.texts ?? [];
  return disclosure('Lire le texte', html`${texts.map(({ key, text }) => html`${key !== '' && html`<h3 class="fr-h6">${line.indicator.outline.find((one) => one.key === key)?.label ?? key}</h3>`}<p class="app-text">${text}</p>`)}`);
};

function given(line: Line): Content {
  if (line.value?.state === 'narrative') return narrative(line);
  if (line.indicator.unit === 'boolean' && line.value?.state === 'number') return line.value.number === 1 ? 'oui' : 'non';
  const shown = shownValue(line.value);
  return shown ? value(shown) : html`<span class="fr-text--xs">pas encore rempli</span>`;
}

const said = (line: Line): Content => html`${messagesOf(line).map(({ text }) => html`<p class="fr-text--sm">${text}</p>`)}${line.explanation !== '' && html`<p class="fr-text--sm">Explication : <q>${line.explanation}</q></p>`}${messagesOf(line).length === 0 && line.explanation === '' && '—'}`;

const checkedWords = (line: Line): Content => html`${badge(cellState(line.state))}${line.checkedBy.length > 0 && html`<br><span class="fr-text--xs">vue par ${line.checkedBy.map((side) => wordOf(sides, side)).join(' et ')}</span>`}`;

function box(line: Line, side: string): Content {
  const { code, label } = line.indicator;
  if (!checkable(line, side) || pendingReturn(line) || !isAnswered(line.value)) return '—';
  if (mineIsDone(line, side)) return 'vue';
  return html`<div class="fr-checkbox-group fr-checkbox-group--sm"><input type="checkbox" id="vu-${code}" name="indicators" value="${code}"><label class="fr-label" for="vu-${code}">Vue<span class="fr-sr-only"> : ${label}</span></label></div>`;
}

const back = ({ campaign: { href } }: Checking, { indicator }: Line): Content => html`<a class="fr-link fr-link--sm" href="${href}/controle/renvoi/${indicator.code}">Renvoyer<span class="fr-sr-only"> ${indicator.label}</span></a>`;

function columns(checking: Checking): readonly Column<Line>[] {
  const { campaign, side, open } = checking;
  const year = /^\d{4}$/.test(campaign.label) ? String(Number(campaign.label) - 1) : 'Un an plus tôt';
  const own: readonly Column<Line>[] = open ? [
    { key: 'vue', head: 'Contrôle', cell: (line) => box(line, side) },
    { key: 'renvoi', head: 'Renvoi', cell: (line) => (checkable(line, side) && !pendingReturn(line) && isAnswered(line.value) ? back(checking, line) : '—') },
  ] : [];
  return [
    { key: 'ligne', head: 'Indicateur', cell: (line) => html`<span class="app-depth-${Math.min(line.depth, 4)}">${line.indicator.label}</span> <span class="app-unit">${line.indicator.unit === 'narrative' ? '' : wordOf(units, line.indicator.unit)}</span><br><span class="fr-text--xs">${line.indicator.code}${line.indicator.reporter !== 'spsti' && ` — ${wordOf(reporters, line.indicator.reporter)}`} <a href="${campaign.href}/historique/${line.indicator.code}" aria-label="Historique de ${line.indicator.label}">Historique</a></span>` },
    { key: 'avant', head: year, numeric: true, cell: (line) => { const before = shownValue(line.previous); return before ? value(before) : '—'; } },
    { key: 'cible', head: 'Cible', numeric: true, cell: (line) => (line.target === undefined ? '—' : exact(line.target)) },
    { key: 'valeur', head: `Valeur ${campaign.label}`, numeric: true, cell: given },
    { key: 'dit', head: 'Messages et explication', cell: said },
    { key: 'etat', head: 'État', cell: checkedWords },
    ...own,
  ];
}

const lookTabs = (asked: Asked, which: Which, lines: readonly Line[], side: string): Html => tabs('Lignes montrées', (Object.keys(filtersOf) as Which[]).map((one) =>
  ({ href: withQuery(asked.address, { lignes: one === 'toutes' ? undefined : one, fait: undefined, v: undefined }), text: `${filtersOf[one]} (${chosen(lines, one, side).length})`, current: one === which })));

function tableOf(visit: RegionVisit, checking: Checking, rows: readonly Line[]): Html {
  const shown = plainTable({ id: 'controle', caption: 'Lignes à contrôler', hideCaption: true, noun: ['ligne', 'lignes'], rows, columns: columns(checking) });
  if (rows.length === 0) return emptyState({ title: 'Aucune ligne de ce genre', what: 'Choisissez un autre groupe de lignes ci-dessus.', who: 'Quand tout est contrôlé, terminez votre contrôle.' });
  if (!checking.open) return shown;
  return html`<form method="post" action="${checking.campaign.href}/controle">${postingInputs({ action: '', csrf: visit.csrf, cause: visit.newCause() })}${shown}
    <div class="app-buttons"><button class="fr-btn fr-btn--secondary" type="submit">Marquer les lignes cochées comme vues</button><button class="fr-btn fr-btn--tertiary" type="submit" name="tout" value="oui">Tout marquer comme vu</button></div></form>`;
}

/** The checking page of the DREETS or the fund: each value beside last year's, the target and what explains it. */
export async function checkPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { lignes = 'toutes' } = asked.query({ lignes: z.string().max(20).optional() });
  const campaign = await readCampaign(visit, asked);
  const which = isWhich(lignes) ? lignes : 'toutes';
  const side = sideOf(visit, campaign.summary.service) === 'fund' ? 'fund' : 'dreets';
  const lines = linesOf(campaign.rows);
  const open = campaign.steps.some(({ name, possible }) => name === 'check' && possible);
  const done = lines.filter((line) => checkable(line, side) && mineIsDone(line, side)).length;
  const lead = `${plural(done, 'ligne vue', 'lignes vues')} par ${wordOf(sides, side)} sur ${lines.filter((line) => checkable(line, side)).length}. ${titleOf(campaign)}.`;
  const why = campaign.steps.find(({ name }) => name === 'check')?.obstacles.join(' ') ?? '';
  const notice = noticeOf(asked, doneWords);
  const ownLeft = side === 'fund' ? campaign.summary.fundLeft : campaign.summary.dreetsLeft;
  const body = html`${campaignTabs(visit, campaign, 'controle')}${stepButtons(visit, campaign, 'check')}
    ${!open && why !== '' && html`<p><strong>Rien à contrôler pour l’instant :</strong> ${why}</p>`}
    ${ownLeft > 0 && html`<p><a href="${campaign.href}">${plural(ownLeft, 'ligne reste à remplir', 'lignes restent à remplir')} par ${wordOf(sides, side)}</a>, avant l’approbation.</p>`}
    ${lookTabs(asked, which, lines, side)}${tableOf(visit, { campaign, side, open }, chosen(lines, which, side))}`;
  return pageAnswer(frame(visit, asked, { title: 'Contrôle', lead, aside: phaseBadge(campaign.summary), breadcrumb: campaignTrail(campaign), body, ...(notice ? { notice } : {}) }));
}
