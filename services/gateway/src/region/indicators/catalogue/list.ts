import { frenchDate, isDay, parseFrenchDate, plural } from '@cpom/kernel';
import { ListIndicatorsRequest, type Indicator } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import { csvAnswer } from '../../../common/csv.ts';
import type { Asked } from '../../../site/asked.ts';
import { atDateOf, frame, noticeOf } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { action, actions, emptyState, filters, html, selectField, table, textField, withQuery, type Column, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { signatories } from '../../campaigns/about.ts';
import { indicatorThemes, reporters, units } from '../../campaigns/words.ts';
import { wordOf } from '../../contracts/words.ts';
import { disclosures, hrefOf, indicatorTabs, keepers, kinds, listTrail, relations, validWords } from '../words.ts';

export const doneWords: Readonly<Record<string, string>> = {
  defini: 'L’indicateur est défini', revise: 'La nouvelle version est enregistrée ; l’ancienne reste lisible', socle: 'Les indicateurs du socle national sont dans le catalogue', cible: 'La cible est enregistrée',
};

interface Query {
  readonly q: string;
  readonly theme: string;
  readonly core: boolean;
  readonly mapped: string;
  readonly on: string;
  readonly wrongDay: string | undefined;
}

const shape = { q: z.string().max(100).optional(), theme: z.string().max(20).optional(), vue: z.string().max(10).optional(), socle: z.string().max(10).optional(), au: z.string().max(20).optional() };

function readQuery(visit: RegionVisit, asked: Asked): Query {
  const { q = '', theme = '', vue = '', socle = '', au } = asked.query(shape);
  const day = au === undefined ? visit.today : parseFrenchDate(au);
  const good = day !== undefined && isDay(day);
  return { q, theme: Object.hasOwn(indicatorThemes, theme) ? theme : '', core: vue === 'socle', mapped: socle, on: good ? day : visit.today, wrongDay: good ? undefined : au };
}

async function read(visit: RegionVisit, asked: Asked, { q, theme, core, mapped, on }: Query): Promise<readonly Indicator[]> {
  const page = await visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({ on, core, contains: q, themes: theme === '' ? [] : [theme], atLeast: asked.done.position }));
  return page.indicators.filter(({ coreCode }) => mapped === '' || (mapped === 'oui') === (coreCode !== ''));
}

const sortable = ['code', 'label', 'theme', 'kind', 'reporter'] as const;

function ordered(rows: readonly Indicator[], asked: Asked): readonly Indicator[] {
  const { sort } = asked.reading(sortable);
  if (!sort) return rows;
  const key = sort.key as (typeof sortable)[number];
  return [...rows].sort((left, right) => left[key].localeCompare(right[key], 'fr') * (sort.descending ? -1 : 1));
}

const filterForm = (asked: Asked, visit: RegionVisit, query: Query): Html => filters({
  action: asked.path, active: query.q !== '' || query.theme !== '' || query.mapped !== '' || query.on !== visit.today, kept: { vue: query.core ? 'socle' : undefined, tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Code ou libellé', value: query.q }),
    selectField({ name: 'theme', label: 'Thème', value: query.theme, prompt: 'Tous', options: Object.entries(indicatorThemes).map(([value, label]) => ({ value, label })) }),
    ...(query.core ? [] : [selectField({ name: 'socle', label: 'Rattaché au socle national', value: query.mapped, prompt: 'Peu importe', options: [{ value: 'oui', label: 'Oui' }, { value: 'non', label: 'Non' }] }),
      textField({ name: 'au', label: 'En vigueur au', value: query.wrongDay ?? (query.on === visit.today ? '' : frenchDate(query.on as never)), inputmode: 'numeric', error: query.wrongDay === undefined ? undefined : 'Écrivez la date ainsi : 31/12/2021.' })]),
  ],
});

const above = ({ relation, parent }: Indicator): Html | undefined => (relation === '' ? undefined : html`<br><span class="fr-text--xs">${wordOf(relations, relation)} ${parent}</span>`);

const columns = (core: boolean): readonly Column<Indicator>[] => [
  { key: 'code', head: 'Code', sortable: true, cell: ({ code }) => (core ? code : html`<a href="${hrefOf(code)}">${code}</a>`) },
  { key: 'label', head: 'Indicateur', sortable: true, cell: (one) => html`${one.label}${above(one)}` },
  { key: 'theme', head: 'Thème', sortable: true, cell: ({ theme }) => wordOf(indicatorThemes, theme) },
  { key: 'unit', head: 'Unité', cell: ({ unit }) => wordOf(units, unit) },
  { key: 'kind', head: 'Nature', sortable: true, cell: ({ kind }) => wordOf(kinds, kind) },
  { key: 'reporter', head: 'Rempli par', sortable: true, cell: ({ reporter }) => wordOf(reporters, reporter) },
  ...(core ? [] : [
    { key: 'core', head: 'Socle national', cell: ({ coreCode }: Indicator) => coreCode || html`<span class="fr-text--xs">propre à la région</span>` },
    { key: 'version', head: 'Version', numeric: true, cell: ({ version }: Indicator) => version },
  ]),
];

const nothing = (filtered: boolean): Html => (filtered
  ? emptyState({ title: 'Aucun indicateur ne correspond', what: 'Retirez un filtre ou vérifiez l’orthographe.', who: 'La recherche ne tient compte ni des accents ni des majuscules.' })
  : emptyState({ title: 'Le catalogue de la région est vide', what: html`Commencez par <a href="/indicateurs/socle">reprendre le socle national</a>, puis ajoutez ce qui est propre à la région.`, who: 'Un agent de la DREETS peut le faire.' }));

const tools = (visit: RegionVisit): Html | undefined => (visit.may(keepers) ? actions(
  action({ id: 'definir', text: 'Définir un indicateur', to: { href: '/indicateurs/definir' } }), action({ id: 'socle', text: 'Reprendre le socle national', to: { href: '/indicateurs/socle' }, look: 'secondary' })) : undefined);

/** The region's catalogue at a date, or the national core it is mapped to. */
export async function catalogueList(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const query = readQuery(visit, asked);
  const rows = ordered(await read(visit, asked, query), asked);
  const { sort, page, from, limit } = asked.reading(sortable);
  const filtered = query.q !== '' || query.theme !== '' || query.mapped !== '' || query.on !== visit.today;
  const mapped = rows.filter(({ coreCode }) => coreCode !== '').length;
  const lead = query.core ? `Le socle national tient ${plural(rows.length, 'indicateur')}.` : `${plural(rows.length, 'indicateur')} dans la région, dont ${plural(mapped, 'rattaché', 'rattachés')} au socle national.`;
  const other = query.core ? html`<a href="/indicateurs">Voir le catalogue de la région</a>` : html`<a href="/indicateurs?vue=socle">Voir le socle national</a>`;
  const body = html`${indicatorTabs('catalogue', visit.may(signatories))}${tools(visit)}<p class="fr-my-2w">${other}</p>${filterForm(asked, visit, query)}${table({
    id: 'indicateurs', caption: 'Indicateurs', hideCaption: true, noun: ['indicateur', 'indicateurs'], columns: columns(query.core), rows: rows.slice(from, from + limit), total: rows.length, page, sort, address: asked.address,
    csvHref: withQuery({ path: '/indicateurs/export.csv', query: { ...asked.address.query, page: undefined, fait: undefined, v: undefined } }), empty: nothing(filtered),
  })}`;
  const { atDate } = atDateOf(asked, query.on, visit.today);
  const notice = noticeOf(asked, doneWords);
  return pageAnswer(frame(visit, asked, { title: query.core ? 'Socle national' : 'Indicateurs', lead, breadcrumb: query.core ? listTrail : listTrail.slice(0, 1), body, ...(atDate ? { atDate } : {}), ...(notice ? { notice } : {}) }));
}

export async function catalogueCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const query = readQuery(visit, asked);
  return csvAnswer(`indicateurs-${visit.info.code}-${query.on}`, [
    { head: 'Code', value: ({ code }) => code }, { head: 'Version', value: ({ version }) => version }, { head: 'Libellé', value: ({ label }) => label }, { head: 'Thème', value: ({ theme }) => theme }, { head: 'Unité', value: ({ unit }) => wordOf(units, unit) },
    { head: 'Nature', value: ({ kind }) => wordOf(kinds, kind) }, { head: 'Relation', value: ({ relation }) => wordOf(relations, relation) }, { head: 'Rattaché à', value: ({ parent }) => parent }, { head: 'Rempli par', value: ({ reporter }) => wordOf(reporters, reporter) },
    { head: 'Socle national', value: ({ coreCode }) => coreCode }, { head: 'Secret', value: ({ disclosure }) => wordOf(disclosures, disclosure) }, { head: 'Ventilation', value: ({ disaggregation }) => disaggregation }, { head: 'Validité', value: validWords }, { head: 'Origine', value: ({ origin }) => origin },
  ], ordered(await read(visit, asked, query), asked));
}
