import { ListIndicatorValuesRequest, type IndicatorSeen, type IndicatorValueRow } from '@cpom/proto/national/v1/national';
import { csvAnswer, everyRow, type CsvColumn } from '../../common/csv.ts';
import { html, section, table, tabs, value, valueText, withQuery, type Column, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import type { Answer } from '../../site/route.ts';
import type { NationVisit } from '../calls.ts';
import { dateOr, regionName, unitName } from '../words.ts';
import { amountText, progressBadge, rowValue, valueStates } from './cell.ts';
import { lookFields, type Look } from './look.ts';

const sortable = ['service', 'region', 'value'] as const;

const contractLink = (row: IndicatorValueRow, id: string, index: number): readonly (Html | string)[] =>
  [index > 0 ? ', ' : '', html`<a href="/contrats/${row.region}/${encodeURIComponent(id)}">contrat${row.contracts.length > 1 && ` ${index + 1}`}<span class="fr-sr-only"> de ${row.serviceName}</span></a>`];

const shownValue = (row: IndicatorValueRow, unit: string): Html | string => {
  const found = rowValue(row, unit);
  return typeof found === 'string' ? found : value(found);
};

const columns = (unit: string): readonly Column<IndicatorValueRow>[] => [
  { key: 'service', head: 'Service', sortable: true, cell: (row) => html`<a href="/services/${row.service}">${row.serviceName}</a>` },
  { key: 'region', head: 'Région', sortable: true, cell: (row) => row.regionName },
  { key: 'value', head: 'Valeur', unit: unitName(unit), numeric: true, sortable: true, cell: (row) => shownValue(row, unit) },
  { key: 'target', head: 'Cible', numeric: true, cell: (row) => (row.target === undefined ? '—' : amountText(row.target, unit)) },
  { key: 'progress', head: 'Progression', cell: (row) => progressBadge(row.progress) },
  { key: 'explanation', head: 'Explication', cell: (row) => row.explanation || '—' },
  { key: 'contracts', head: 'Contrats', cell: (row) => (row.contracts.length === 0 ? '—' : row.contracts.map((id, index) => contractLink(row, id, index))) },
  { key: 'source', head: 'Indicateur régional', cell: (row) => row.indicators.join(', ') || '—' },
];

const csvColumns = (unit: string): readonly CsvColumn<IndicatorValueRow>[] => [
  { head: 'Région', value: (row) => row.regionName }, { head: 'SIREN', value: (row) => row.service }, { head: 'Service', value: (row) => row.serviceName }, { head: 'Période', value: (row) => row.period },
  { head: 'État', value: (row) => valueStates[row.state] ?? row.state },
  { head: `Valeur (${unitName(unit)})`, value: (row) => { const found = rowValue(row, unit); return typeof found === 'string' ? '' : found.kind === 'number' ? row.value : valueText(found); } },
  { head: 'Cible', value: (row) => row.target }, { head: 'Explication', value: (row) => row.explanation },
  { head: 'Indicateur régional', value: (row) => row.indicators.join(' ; ') }, { head: 'Approuvée le', value: (row) => dateOr(row.approvedOn, '') }, { head: 'Origine', value: (row) => row.origin },
];

function request(asked: Asked, { code, period, region, etat }: Look): ListIndicatorValuesRequest {
  const { sort, from, limit } = asked.reading(sortable);
  return ListIndicatorValuesRequest.fromPartial({ code, period, region, state: etat in valueStates ? etat : '', sort: sort?.key ?? 'service', descending: sort?.descending ?? false, offset: from, limit });
}

/** The services behind the period's values, in the looks that secrecy allows. */
export async function valuesSection(visit: NationVisit, asked: Asked, seen: IndicatorSeen, look: Look): Promise<Html> {
  const page = await visit.calls.national.listIndicatorValues(request(asked, look));
  const { sort, page: current } = asked.reading(sortable);
  const only = (etat: string | undefined): string => `${withQuery(asked.address, { etat, periode: look.period, page: undefined })}#services`;
  const place = look.region === '' ? '' : `, ${regionName(look.region)}`;
  return section('services', `Service par service en ${look.period}${place}`, html`
    ${tabs('Réponses à montrer', [{ href: only(undefined), text: 'Toutes', current: look.etat === '' }, ...Object.entries(valueStates).map(([code, text]) => ({ href: only(code), text, current: look.etat === code }))])}
    ${table({
      id: 'valeurs', caption: 'Valeurs des services', hideCaption: true, noun: ['réponse', 'réponses'], rows: page.values, columns: columns(seen.unit), address: { path: asked.address.path, query: { ...asked.address.query, periode: look.period } },
      sort, total: page.total, page: current, csvHref: withQuery({ path: `/indicateurs/${encodeURIComponent(look.code)}.csv`, query: asked.address.query }, { periode: look.period, page: undefined }),
      empty: html`<p>Aucune réponse de cette sorte pour cette période.</p>`,
    })}`);
}

export async function valuesCsv(visit: NationVisit, asked: Asked): Promise<Answer> {
  const code = asked.param('code');
  const { periode = '', region = '', etat = '' } = asked.query(lookFields);
  const wanted = request(asked, { code, period: periode, region, etat });
  let unit = '';
  const rows = await everyRow(async (offset, limit) => {
    const page = await visit.calls.national.listIndicatorValues({ ...wanted, offset, limit });
    unit = page.indicator?.unit ?? unit;
    return { rows: page.values, total: page.total };
  });
  return csvAnswer(`indicateur-${code}-${periode}`, csvColumns(unit), rows);
}
