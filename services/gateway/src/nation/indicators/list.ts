import { plural } from '@cpom/kernel';
import { ListIndicatorsRequest, type IndicatorList, type IndicatorSeen } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import { csvAnswer, type CsvColumn } from '../../common/csv.ts';
import { emptyState, filters, html, selectField, table, textField, withQuery, type Column, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { NationVisit } from '../calls.ts';
import { regionInput, regionSelect } from '../services/list.ts';
import { indicatorKind, regionName, unitName } from '../words.ts';

interface Filters {
  readonly region: string;
  readonly theme: string;
  readonly q: string;
}

const readFilters = (asked: Asked): Filters => {
  const { region = '', theme = '', q = '' } = asked.query({ region: regionInput, theme: z.string().max(60).optional(), q: z.string().max(100).optional() });
  return { region, theme, q };
};

const sortable = ['code', 'label', 'theme', 'periods', 'regions'] as const;
const keys: Readonly<Record<string, (row: IndicatorSeen) => string | number>> = {
  code: (row) => row.code, label: (row) => row.label, theme: (row) => row.theme, periods: (row) => row.periods[0] ?? '', regions: (row) => row.regionsMapped.length,
};

function sorted(rows: readonly IndicatorSeen[], asked: Asked): readonly IndicatorSeen[] {
  const { sort } = asked.reading(sortable);
  const keyOf = keys[sort?.key ?? ''];
  if (!sort || !keyOf) return rows;
  const french = new Intl.Collator('fr', { numeric: true });
  return [...rows].sort((a, b) => french.compare(String(keyOf(a)), String(keyOf(b))) * (sort.descending ? -1 : 1));
}

export const indicatorHref = ({ code, region }: Pick<IndicatorSeen, 'code' | 'region'>, chosen = ''): string =>
  withQuery({ path: `/indicateurs/${encodeURIComponent(code)}`, query: { region: region || chosen } });

const columns = (region: string): readonly Column<IndicatorSeen>[] => [
  { key: 'label', head: 'Indicateur', sortable: true, cell: (row) => html`<a href="${indicatorHref(row, region)}">${row.label}</a>` },
  { key: 'code', head: 'Code', sortable: true, cell: (row) => html`${row.code}${row.region !== '' && html`<br><span class="app-unit">propre à ${regionName(row.region)}</span>`}` },
  { key: 'theme', head: 'Thème', sortable: true, cell: (row) => row.theme || '—' },
  { key: 'kind', head: 'Nature', cell: (row) => indicatorKind(row.kind) },
  { key: 'unit', head: 'Unité', cell: (row) => unitName(row.unit) },
  { key: 'periods', head: 'Dernière période approuvée', sortable: true, cell: (row) => row.periods[0] ?? 'aucune' },
  { key: 'regions', head: 'Régions rattachées', numeric: true, sortable: true, cell: (row) => (row.region === '' ? row.regionsMapped.length : '—') },
];

const csvColumns: readonly CsvColumn<IndicatorSeen>[] = [
  { head: 'Code', value: (row) => row.code }, { head: 'Région propre', value: (row) => (row.region === '' ? '' : regionName(row.region)) }, { head: 'Indicateur', value: (row) => row.label },
  { head: 'Thème', value: (row) => row.theme }, { head: 'Nature', value: (row) => indicatorKind(row.kind) }, { head: 'Unité', value: (row) => unitName(row.unit) },
  { head: 'Périodes approuvées', value: (row) => row.periods.join(' ') }, { head: 'Régions rattachées', value: (row) => row.regionsMapped.map(regionName).join(' ; ') },
];

const filterForm = (list: IndicatorList, { region, theme, q }: Filters, asked: Asked): Html => filters({
  action: '/indicateurs', active: region !== '' || theme !== '' || q !== '', kept: { tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Code ou libellé', optional: true, value: q, inputmode: 'search' }),
    selectField({ name: 'theme', label: 'Thème', optional: true, value: theme, options: [{ value: '', label: 'Tous' }, ...list.themes.map((one) => ({ value: one, label: one }))] }), regionSelect(region),
  ],
});

const nothing = (): Html => emptyState({
  title: 'Aucun indicateur ne correspond', what: 'Retirez un filtre. Choisissez une région pour voir aussi les indicateurs qu’elle n’a pas rattachés au noyau national.',
  who: 'Chaque DREETS publie son catalogue et rattache ses indicateurs au noyau.',
});

const read = (visit: NationVisit, { region, theme, q }: Filters): Promise<IndicatorList> =>
  visit.calls.national.listIndicators(ListIndicatorsRequest.fromPartial({ region, theme, contains: q }));

export async function indicatorsPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const chosen = readFilters(asked);
  const list = await read(visit, chosen);
  const { sort, page, from, limit } = asked.reading(sortable);
  const withValues = list.indicators.filter(({ periods }) => periods.length > 0).length;
  return pageAnswer(frame(visit, asked, {
    title: 'Indicateurs', breadcrumb: [{ href: '/', text: 'Tableau de bord' }],
    lead: `${plural(list.indicators.length, 'indicateur')}, dont ${withValues} avec des valeurs approuvées. Choisissez-en un pour voir ses valeurs par région et par année.`,
    body: html`${filterForm(list, chosen, asked)}${table({
      id: 'indicateurs', caption: chosen.region === '' ? 'Noyau national d’indicateurs' : `Indicateurs de la région ${regionName(chosen.region)}`, noun: ['indicateur', 'indicateurs'],
      rows: sorted(list.indicators, asked).slice(from, from + limit), total: list.indicators.length, page, sort, address: asked.address, columns: columns(chosen.region),
      csvHref: withQuery({ path: '/indicateurs.csv', query: asked.address.query }, { page: undefined }), empty: nothing(),
    })}`,
  }));
}

export async function indicatorsCsv(visit: NationVisit, asked: Asked): Promise<Answer> {
  return csvAnswer('indicateurs', csvColumns, sorted((await read(visit, readFilters(asked))).indicators, asked));
}
