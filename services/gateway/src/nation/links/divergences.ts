import { frenchNumber, plural, type Instant } from '@cpom/kernel';
import { ListDivergencesRequest, type Divergence, type DivergenceList } from '@cpom/proto/collector/v1/collector';
import { csvAnswer, everyRow, type CsvColumn } from '../../common/csv.ts';
import { emptyState, filters, html, moment, section, table, withQuery, type Column, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { NationVisit } from '../calls.ts';
import { regionInput, regionSelect } from '../services/list.ts';
import { regionName } from '../words.ts';

const kinds: Readonly<Record<string, string>> = { withdrawn: 'le flux a disparu', rewound: 'le flux est revenu en arrière' };
const kindName = ({ kind }: Divergence): string => kinds[kind] ?? kind;
const atOnce = 10;

const columnsIn = (timeZone: string): readonly Column<Divergence>[] => [
  { key: 'peer', head: 'Région', cell: (row) => regionName(row.peer) },
  { key: 'stream', head: 'Flux', cell: (row) => html`<code>${row.stream}</code>` },
  { key: 'kind', head: 'Constat', cell: kindName },
  { key: 'heard', head: 'Version reçue', numeric: true, cell: (row) => frenchNumber(row.heardVersion) },
  { key: 'now', head: 'Version actuelle', numeric: true, cell: (row) => (row.kind === 'withdrawn' ? '—' : frenchNumber(row.versionNow)) },
  { key: 'at', head: 'Constaté le', cell: (row) => moment(row.foundAt as Instant, timeZone) },
];

const csvIn = (timeZone: string): readonly CsvColumn<Divergence>[] => [
  { head: 'Région', value: (row) => regionName(row.peer) },
  { head: 'Flux', value: (row) => row.stream },
  { head: 'Constat', value: kindName },
  { head: 'Version reçue', value: (row) => row.heardVersion },
  { head: 'Version actuelle', value: (row) => (row.kind === 'withdrawn' ? undefined : row.versionNow) },
  { head: 'Constaté le', value: (row) => moment(row.foundAt as Instant, timeZone) },
];

const none = (region: string): string => `${region === '' ? 'Aucune région n’est revenue' : 'Cette région n’est pas revenue'} à une copie plus ancienne que ce qui avait été reçu.`;

/** What the section needs of a visit. */
interface Shown {
  readonly calls: { readonly collector: Pick<NationVisit['calls']['collector'], 'listDivergences'> };
  readonly info: Pick<NationVisit['info'], 'timeZone'>;
}

/** On the page of the links: the latest findings, and the way to all of them. */
export async function latestDivergences({ calls: { collector }, info: { timeZone } }: Shown): Promise<Html> {
  const { divergences, total } = await collector.listDivergences(ListDivergencesRequest.fromPartial({ limit: atOnce }));
  const isPart = total > divergences.length;
  const more = isPart && html`<p><a class="fr-link" href="/collecte/ecarts">Voir les ${frenchNumber(total)} écarts</a></p>`;
  return section('ecarts', 'Écarts trouvés après une restauration', html`${table({
    id: 'ecarts-table', caption: 'Ce qui avait été reçu puis n’existait plus dans la région', hideCaption: true, noun: isPart ? ['dernier écart', 'derniers écarts'] : ['écart', 'écarts'], rows: divergences,
    empty: html`<p>${none('')}</p>`, columns: columnsIn(timeZone),
  })}${more}`);
}

const regionAsked = (asked: Asked): string => asked.query({ region: regionInput }).region ?? '';
const read = ({ calls }: NationVisit, peer: string, offset: number, limit: number): Promise<DivergenceList> => calls.collector.listDivergences({ peer, offset, limit });

/** All that had been heard beyond a history that was then restored from an older copy. */
export async function divergencesPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const region = regionAsked(asked);
  const { from, limit, page } = asked.reading([]);
  const { divergences, total } = await read(visit, region, from, limit);
  return pageAnswer(frame(visit, asked, {
    title: 'Écarts après restauration', breadcrumb: [{ href: '/', text: 'Tableau de bord' }, { href: '/collecte', text: 'Collecte' }],
    lead: `${plural(total, 'écart')} ${region === '' ? 'dans les régions suivies' : `en région ${regionName(region)}`} : ce qui avait été reçu, puis n’existait plus dans la région, revenue à une copie plus ancienne.`,
    body: html`${filters({ action: '/collecte/ecarts', active: region !== '', fields: [regionSelect(region)] })}${table({
      id: 'ecarts', caption: 'Écarts trouvés après une restauration, les plus récents d’abord', noun: ['écart', 'écarts'], rows: divergences, columns: columnsIn(visit.info.timeZone),
      address: asked.address, total, page, csvHref: withQuery({ path: '/collecte/ecarts.csv', query: asked.address.query }, { page: undefined }),
      empty: emptyState({ title: 'Aucun écart', what: none(region), who: 'Un écart apparaît quand une DREETS remet son instance en service depuis une sauvegarde.' }),
    })}`,
  }));
}

export async function divergencesCsv(visit: NationVisit, asked: Asked): Promise<Answer> {
  const region = regionAsked(asked);
  const rows = await everyRow(async (offset, limit) => {
    const { divergences, total } = await read(visit, region, offset, limit);
    return { rows: divergences, total };
  });
  return csvAnswer('ecarts-apres-restauration', csvIn(visit.info.timeZone), rows);
}
