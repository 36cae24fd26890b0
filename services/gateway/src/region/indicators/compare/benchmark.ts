import { isSiren, Refusal } from '@cpom/kernel';
import { BenchmarkRequest, type BenchmarkReply, type BenchmarkRow, type CampaignRow, type CellValue } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { alert, emptyState, filters, html, selectField, sourceNote, table, value, type Content } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { serviceRoles } from '../../campaigns/about.ts';
import { everyCampaign } from '../../campaigns/list-query.ts';
import { isAnswered, shownValue } from '../../campaigns/values.ts';
import { units } from '../../campaigns/words.ts';
import { wordOf } from '../../contracts/words.ts';
import { servicesFor } from '../targets.ts';
import { indicatorTabs, listTrail } from '../words.ts';

const numberOf = (cell: CellValue | undefined): number | undefined => (cell?.state === 'number' ? cell.number : undefined);

/** Where a service stands among those compared: in words, since a colour alone tells nothing. */
export function placeOf({ scaled, firstQuartile, median, thirdQuartile }: BenchmarkRow): string {
  const [own, low, middle, high] = [scaled, firstQuartile, median, thirdQuartile].map(numberOf);
  if (own === undefined) return 'sans valeur à comparer';
  if (low === undefined || middle === undefined || high === undefined) return 'comparaison masquée ou impossible';
  if (low === high) return own === low ? 'comme les autres' : own > high ? 'au-dessus des autres' : 'au-dessous des autres';
  if (own > high) return 'dans le quart le plus élevé';
  if (own >= middle) return 'au-dessus de la médiane';
  return own >= low ? 'au-dessous de la médiane' : 'dans le quart le plus bas';
}

const cell = (of: CellValue | undefined): Content => { const found = shownValue(of); return found ? value(found) : '—'; };

const tableOf = (reply: BenchmarkReply, label: string): ReturnType<typeof table> => table({
  id: 'comparaison', caption: `Comparaison ${label}`, hideCaption: true, noun: ['indicateur comparé', 'indicateurs comparés'], rows: reply.rows.filter((row) => isAnswered(row.value)),
  columns: [
    { key: 'indicateur', head: 'Indicateur', cell: (row) => html`${row.label} <span class="app-unit">${row.per === '' ? wordOf(units, row.unit) : row.per}</span>` },
    { key: 'valeur', head: 'Valeur du service', numeric: true, cell: (row) => cell(row.value) }, { key: 'echelle', head: 'Ramenée à l’échelle', numeric: true, cell: (row) => (row.per === '' ? '—' : cell(row.scaled)) },
    { key: 'q1', head: 'Premier quartile', numeric: true, cell: (row) => cell(row.firstQuartile) }, { key: 'mediane', head: 'Médiane', numeric: true, cell: (row) => cell(row.median) }, { key: 'q3', head: 'Troisième quartile', numeric: true, cell: (row) => cell(row.thirdQuartile) },
    { key: 'place', head: 'Position', cell: placeOf }, { key: 'services', head: 'Services comparés', numeric: true, cell: (row) => row.count },
  ],
  empty: emptyState({ title: 'Aucune valeur à comparer', what: 'La comparaison commence avec la première valeur du service.', who: 'Le référent d’action du service remplit sa grille.' }),
});

const keyOf = ({ campaign, service }: Pick<CampaignRow, 'campaign' | 'service'>): string => `${campaign} ${service}`;

interface Chosen {
  readonly campaign: string;
  readonly service: string;
}

/** The submission asked for, else the latest of the person's own service. */
function chosen(visit: RegionVisit, asked: Asked, rows: readonly CampaignRow[]): Chosen | undefined {
  const { campagne = '', service = '' } = asked.query({ campagne: z.string().max(21).optional(), service: z.string().max(20).optional() });
  if (service !== '' && !isSiren(service)) throw new Refusal('invalid', 'Le service se désigne par son SIREN : neuf chiffres.');
  const own = visit.organisationsAs(serviceRoles);
  const fits = (row: CampaignRow): boolean => (campagne === '' || row.campaign === campagne) && (service === '' || row.service === service);
  return rows.find(fits) ?? rows.find((row) => own.includes(row.service)) ?? rows[0];
}

/** Where a service stands among comparable ones, indicator by indicator. */
export async function benchmarkPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const rows = await everyCampaign(visit, {}, { sort: 'campaign', descending: true });
  const at = chosen(visit, asked, rows);
  const tabs = indicatorTabs('comparaison', true);
  const none = html`${tabs}${emptyState({ title: 'Aucune campagne à comparer', what: 'La comparaison porte sur les valeurs d’une campagne.', who: 'Un agent de la DREETS ouvre les campagnes.' })}`;
  if (!at) return pageAnswer(frame(visit, asked, { title: 'Comparaison', breadcrumb: listTrail, body: none }));
  const reply = await visit.calls.indicators.benchmark(BenchmarkRequest.fromPartial({ campaign: at.campaign, service: at.service }));
  const label = rows.find((row) => keyOf(row) === keyOf(at))?.period?.label ?? at.campaign;
  const periods = [...new Map(rows.map((row) => [row.campaign, row.period?.label ?? row.campaign]))].map(([value, text]) => ({ value, label: text }));
  const comparable = reply.rows.some(({ median }) => median?.state === 'number');
  const body = html`${tabs}${filters({ action: asked.path, fields: [selectField({ name: 'campagne', label: 'Période', value: at.campaign, options: periods }), selectField({ name: 'service', label: 'Service', value: at.service, options: servicesFor(visit) })] })}
    ${!comparable && alert('info', 'Pas encore de comparaison', reply.basis)}${tableOf(reply, label)}
    ${sourceNote('Le service est comparé aux valeurs approuvées des autres.', 'Un quartile qui révélerait un effectif trop faible est masqué.', 'Une position n’est pas un jugement : elle dit où regarder.')}`;
  return pageAnswer(frame(visit, asked, { title: `Comparaison ${label}, ${visit.nameOf(at.service)}`, lead: `Comparé à : ${reply.basis.charAt(0).toLowerCase()}${reply.basis.slice(1)}${reply.basis.endsWith('.') ? '' : '.'}`, breadcrumb: listTrail, body }));
}
