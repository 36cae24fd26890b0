import { frenchNumber, plural, regions } from '@cpom/kernel';
import { ExploreIndicatorRequest, type Exploration, type IndicatorCell, type IndicatorSeen } from '@cpom/proto/national/v1/national';
import { alert, definitions, emptyState, filters, html, nothing, percent, plainTable, section, selectField, sourceNote, value, valueText, withQuery, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { NationVisit } from '../calls.ts';
import { indicatorKind, regionName, unitName } from '../words.ts';
import { amountText, answeredText, cellValue, fragileNote, progressBadge } from './cell.ts';
import { awaitedNote, regionsChart, regionsOverYears, yearsChart } from './charts.ts';
import { lookFields, type Look } from './look.ts';
import { valuesSection } from './values.ts';

const picker = ({ code, period, region }: Look, periods: readonly string[]): Html => filters({
  action: `/indicateurs/${encodeURIComponent(code)}`, active: region !== '',
  fields: [
    selectField({ name: 'periode', label: 'Période', value: period, options: periods.map((one) => ({ value: one, label: one })) }),
    selectField({ name: 'region', label: 'Région', optional: true, value: region, options: [{ value: '', label: 'Toutes les régions connectées' }, ...regions.map((one) => ({ value: one.code, label: one.name }))] }),
  ],
});

const facts = (seen: IndicatorSeen): Html => definitions([
  { term: 'Code', value: seen.code }, { term: 'Thème', value: seen.theme || 'n.r.' }, { term: 'Nature', value: indicatorKind(seen.kind) || 'n.r.' }, { term: 'Unité', value: unitName(seen.unit) },
  { term: 'Régions rattachées', value: seen.region === '' ? (seen.regionsMapped.map(regionName).join(', ') || 'aucune') : `propre à ${regionName(seen.region)}, sans rattachement au noyau` },
]);

function lead(total: IndicatorCell | undefined, { unit }: IndicatorSeen, { period, region }: Look): string {
  if (!total) return 'Aucune valeur approuvée n’est connue pour cet indicateur.';
  const shown = cellValue(total, unit);
  const place = region === '' ? 'régions connectées' : regionName(region);
  const what = shown.kind === 'number' ? `${amountText(shown.value, unit)} (${place})` : total.state === 'not-additive' ? `valeurs à lire service par service (${place})` : `${valueText(shown)} (${place})`;
  const reached = total.progress === undefined ? '' : ` ; ${percent(total.progress)} de la cible, pour ${plural(total.servicesWithTarget, 'service qui en a une', 'services qui en ont une')}`;
  return `En ${period} : ${what}${reached} ; ${plural(total.answered, 'service a répondu', 'services ont répondu')}, ${frenchNumber(total.missing)} n.r., ${frenchNumber(total.notApplicable)} s.o., ${frenchNumber(total.awaited)} en attente.`;
}

const cellsTable = (cells: readonly IndicatorCell[], unit: string, look: Look): Html => plainTable({
  id: 'cellules', caption: `Qui a répondu en ${look.period}`, hideCaption: true, noun: ['région', 'régions'], rows: cells,
  columns: [
    { key: 'region', head: 'Région', cell: (cell) => html`<a href="${withQuery({ path: `/indicateurs/${encodeURIComponent(look.code)}`, query: { periode: look.period, region: cell.region } })}">${regionName(cell.region)}</a>` },
    { key: 'value', head: 'Valeur', unit: unitName(unit), numeric: true, cell: (cell) => html`${value(cellValue(cell, unit))}${fragileNote(cell)}` },
    { key: 'target', head: 'Cible', numeric: true, cell: (cell) => (cell.target === undefined || cell.progress === undefined ? '—' : amountText(cell.target, unit)) },
    { key: 'progress', head: 'Progression', cell: (cell) => progressBadge(cell.progress) },
    { key: 'answered', head: 'Réponses', numeric: true, cell: answeredText },
    { key: 'missing', head: 'n.r.', numeric: true, cell: (cell) => cell.missing }, { key: 'na', head: 's.o.', numeric: true, cell: (cell) => cell.notApplicable },
    { key: 'awaited', head: 'En attente', numeric: true, cell: (cell) => cell.awaited }, { key: 'not-asked', head: 'Non demandé', numeric: true, cell: (cell) => cell.notAsked },
    { key: 'unmapped', head: 'Sans rattachement', numeric: true, cell: (cell) => cell.unmapped },
  ],
});

const empty = (): Html => emptyState({ title: 'Aucune valeur approuvée', what: 'Les valeurs deviennent visibles ici quand la région les a approuvées.', who: 'Les services répondent, la DREETS et la caisse vérifient, la DREETS approuve : voyez « Remontées ».' });

function figures(exploration: Exploration, seen: IndicatorSeen, look: Look): Html {
  const cells = exploration.cells.filter(({ period }) => period === look.period);
  const place = look.region === '' ? 'Régions connectées' : regionName(look.region);
  const away = exploration.regionsNotConnected.length;
  const total = exploration.totals.find(({ period }) => period === look.period);
  const partial = total && total.awaited > 0 ? [awaitedNote(total)] : [];
  const notes = away === 0 ? partial : [...partial, `${plural(away, 'région non connectée n’est pas comptée', 'régions non connectées ne sont pas comptées')}.`];
  return html`${exploration.masking !== '' && alert('info', 'Secret statistique', exploration.masking)}
    ${section('regions', `Par région en ${look.period}`, html`${regionsChart(cells, seen, look.period, notes)}${cellsTable(cells, seen.unit, look)}${sourceNote('Valeurs approuvées par les régions.', ...notes)}`)}
    ${yearsChart(exploration, seen, place)}${regionsOverYears(exploration, seen)}`;
}

/** An indicator: its values by region and by year, progress, who answered, and what is masked. */
export async function indicatorPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const code = asked.param('code');
  const { periode = '', region = '', etat = '' } = asked.query(lookFields);
  const exploration = await visit.calls.national.exploreIndicator(ExploreIndicatorRequest.fromPartial({ code, region }));
  const seen = exploration.indicator;
  const known = exploration.totals.map(({ period }) => period);
  const periods = periode === '' || known.includes(periode) ? known : [periode, ...known];
  const latest = exploration.totals.find(({ state, answered }) => state !== 'none' && answered > 0)?.period ?? known[0] ?? '';
  const look: Look = { code, region, etat, period: periode || latest };
  const total = exploration.totals.find(({ period }) => period === look.period);
  return pageAnswer(frame(visit, asked, {
    title: seen?.label || code, lead: seen ? lead(total, seen, look) : '', breadcrumb: [{ href: '/', text: 'Tableau de bord' }, { href: withQuery({ path: '/indicateurs', query: { region } }), text: 'Indicateurs' }],
    body: seen && total ? html`${picker(look, periods)}${figures(exploration, seen, look)}${await valuesSection(visit, asked, seen, look)}${section('fiche', 'Fiche de l’indicateur', facts(seen))}`
      : html`${periods.length > 0 ? picker(look, periods) : nothing}${empty()}${seen && facts(seen)}`,
  }));
}
