import { plural } from '@cpom/kernel';
import { RegionalTableRequest, type CellValue, type RegionalTableReply, type TableRow } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import { csvAnswer } from '../../../common/csv.ts';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { emptyState, filters, html, selectField, sourceNote, table, value, type Column, type Content, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { checkers, hrefOf as campaignHref, serviceRoles, signatories } from '../../campaigns/about.ts';
import { exact, plainValue, shownValue } from '../../campaigns/values.ts';
import { phases, units } from '../../campaigns/words.ts';
import { wordOf } from '../../contracts/words.ts';
import { hrefOf, indicatorTabs, listTrail } from '../words.ts';

const usualYear = (visit: RegionVisit): number => Number(visit.today.slice(0, 4)) - 1;

function yearAsked(visit: RegionVisit, asked: Asked): number {
  const { annee = '' } = asked.query({ annee: z.string().max(4).optional() });
  return /^20\d\d$/.test(annee) ? Number(annee) : usualYear(visit);
}

const read = (visit: RegionVisit, year: number): Promise<RegionalTableReply> => visit.calls.indicators.regionalTable(RegionalTableRequest.fromPartial({ year }));

/** A cell: its number, « n.r. », « s.o. » or « secret »; a dash when the service's values are not approved yet. */
const shown = (cell: CellValue | undefined, unit = ''): Content => {
  const found = shownValue(cell);
  if (unit === 'boolean' && cell?.state === 'number') return plainValue(cell, unit);
  return found ? value(found) : '—';
};

function columns(visit: RegionVisit, { services }: RegionalTableReply): readonly Column<TableRow>[] {
  return [
    { key: 'indicateur', head: 'Indicateur', cell: (row) => html`<span class="app-depth-${Math.min(row.depth, 4)}"><a href="${hrefOf(row.indicator)}">${row.label}</a> <span class="app-unit">${wordOf(units, row.unit)}</span></span>` },
    { key: 'total', head: 'Région', numeric: true, cell: (row) => html`<strong>${shown(row.total, row.unit)}</strong>` },
    { key: 'cible', head: 'Cible', unit: 'somme', numeric: true, cell: (row) => (row.targetTotal === undefined ? '—' : exact(row.targetTotal)) },
    ...services.map((service, index): Column<TableRow> => ({ key: service.service, head: visit.shortNameOf(service.service), numeric: true, cell: (row) => shown(row.values[index], row.unit) })),
  ];
}

const missing = (visit: RegionVisit, year: number, { services }: RegionalTableReply): Html | undefined => {
  const late = services.filter(({ state }) => state !== 'approved');
  if (late.length === 0) return undefined;
  const name = ({ service, state }: (typeof late)[number]): Html => html`${visit.may(checkers) || visit.may(serviceRoles, service) ? html`<a href="${campaignHref(String(year), service)}">${visit.nameOf(service)}</a>` : visit.nameOf(service)} (${wordOf(phases, state).toLowerCase()})`;
  return html`<p><strong>${plural(late.length, 'service manque', 'services manquent')} dans les sommes :</strong> ${late.map((one, index) => html`${index > 0 && ', '}${name(one)}`)}.</p>`;
};

const maskNote = 'Un effectif trop faible est masqué (« secret ») pour qui n’est pas signataire : moins de 11 personnes, moins de 3 établissements ; la somme l’est aussi quand elle permettrait de le retrouver.';

const yearOptions = (visit: RegionVisit): { value: string; label: string }[] => Array.from({ length: 8 }, (_, index) => String(Number(visit.today.slice(0, 4)) - index)).map((year) => ({ value: year, label: year }));

/** Indicators by service for a year: what is approved, summed, with the services that are missing. */
export async function regionalTable(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const year = yearAsked(visit, asked);
  const reply = await read(visit, year);
  const nothing = emptyState({ title: `Aucune campagne pour ${year}`, what: 'Choisissez une autre année, ou ouvrez la campagne de cette année.', who: 'Un agent de la DREETS ouvre les campagnes ; les valeurs se lisent ici une fois approuvées.' });
  const body = html`${indicatorTabs('tableau', visit.may(signatories))}${filters({ action: asked.path, fields: [selectField({ name: 'annee', label: 'Année', value: String(year), options: yearOptions(visit) })] })}
    ${missing(visit, year, reply)}${table({
      id: 'tableau-regional', caption: `Indicateurs ${year} par service`, hideCaption: true, noun: ['indicateur', 'indicateurs'], columns: columns(visit, reply), rows: reply.approved === 0 ? [] : reply.rows,
      csvHref: `/indicateurs/tableau.csv?annee=${year}`, empty: reply.asked > 0 ? emptyState({ title: `Aucune valeur approuvée pour ${year}`, what: `${plural(reply.asked, 'service est interrogé', 'services sont interrogés')} ; le tableau se remplit à mesure des approbations.`, who: 'La DREETS approuve, après son contrôle et celui de la caisse.' }) : nothing,
    })}${sourceNote(`Source : valeurs approuvées par la DREETS, campagne ${year}.`, reply.masked && maskNote)}`;
  return pageAnswer(frame(visit, asked, {
    title: `Tableau régional ${year}`, lead: reply.asked === 0 ? `Aucun service n’est interrogé pour ${year}.` : `${plural(reply.approved, 'service a des valeurs approuvées', 'services ont des valeurs approuvées')} sur ${reply.asked} interrogés pour ${year}.`, breadcrumb: listTrail, body,
  }));
}

const ordinary = (text: string): string => text.replace(/[\u202f\u00a0]/g, '');

export async function regionalCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const year = yearAsked(visit, asked);
  const reply = await read(visit, year);
  return csvAnswer(`indicateurs-${visit.info.code}-${year}`, [
    { head: 'Code', value: (row: TableRow) => row.indicator }, { head: 'Indicateur', value: (row) => row.label }, { head: 'Unité', value: (row) => wordOf(units, row.unit) }, { head: 'Socle national', value: (row) => row.coreCode },
    { head: 'Région', value: (row) => ordinary(plainValue(row.total, row.unit)) }, { head: 'Cible (somme)', value: (row) => row.targetTotal },
    ...reply.services.map((service, index) => ({ head: visit.nameOf(service.service), value: (row: TableRow) => ordinary(plainValue(row.values[index], row.unit)) })),
  ], reply.rows);
}
