import { frenchNumber, regionOf, Refusal } from '@cpom/kernel';
import { GetRegionRequest, type RegionDetail } from '@cpom/proto/national/v1/national';
import { definitions, downloads, emptyState, html, nothing, section, share, sourceNote, table, withQuery, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auForm, link, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { contractColumns } from '../contracts/row.ts';
import { caveats, collectionFigures, coverageFigures } from '../dashboard/figures.ts';
import { freshnessOf } from '../dashboard/regions.ts';
import { serviceColumns } from '../services/row.ts';

const shownRows = 50;

const away = (name: string): Html => emptyState({
  title: `${name} n’est pas connectée`, what: 'Aucun message de cette région n’a été reçu : elle n’est dans aucun chiffre national.',
  who: 'La page « Collecte » dit où en est la liaison ; la DREETS doit ouvrir son instance.',
});

const csv = (path: string, region: string, shown: ShownDay): Html => downloads([{ href: withQuery({ path, query: { region, au: shown.au } }), text: 'Télécharger le tableau', detail: 'CSV' }]);

const more = (total: number, href: string, what: string): Html => (total > shownRows ? html`<p><a class="fr-link" href="${href}">Voir les ${frenchNumber(total)} ${what}</a></p>` : nothing);

const services = ({ services: rows }: RegionDetail, region: string, shown: ShownDay): Html => section('services', 'Services', html`${table({
  id: 'services-region', caption: 'Services de la région', noun: ['service', 'services'], rows: rows.slice(0, shownRows), total: rows.length, columns: serviceColumns(shown, false).map((column) => ({ ...column, sortable: false })),
})}${more(rows.length, link('/services', shown, { region }), 'services')}${csv('/services.csv', region, shown)}`);

const contracts = ({ contracts: rows }: RegionDetail, region: string, shown: ShownDay): Html => section('contrats', 'Contrats et échéances', html`${table({
  id: 'contrats-region', caption: 'Contrats de la région, l’échéance la plus proche d’abord', noun: ['contrat', 'contrats'], rows: rows.slice(0, shownRows), total: rows.length,
  columns: contractColumns(shown, false).map((column) => ({ ...column, sortable: false })),
  empty: emptyState({ title: 'Aucun contrat à cette date', what: 'La région n’a publié aucun contrat commencé à cette date.', who: 'La DREETS prépare et publie les contrats.' }),
})}${more(rows.length, link('/contrats', shown, { region }), 'contrats')}${csv('/contrats.csv', region, shown)}`);

function reporting({ collection, collectionPeriod }: RegionDetail, region: string, shown: ShownDay): Html {
  const figures = collection?.figures;
  const body = figures ? html`${collectionFigures(figures, collectionPeriod, { region, shown })}<p><a class="fr-link" href="${link('/remontees', shown, { region, periode: collectionPeriod })}">Service par service</a></p>` : html`<p>Aucune campagne n’est connue à cette date.</p>`;
  return section('remontees', figures ? `Remontées de la période ${collectionPeriod}` : 'Remontées', body);
}

const content = (detail: RegionDetail, region: string): Html => section('contenu', 'Contenu des contrats', definitions([
  { term: 'Fiches action des contrats en vigueur', value: frenchNumber(detail.sheets) },
  { term: 'Fiches qui portent une cible', value: `${frenchNumber(detail.sheetsWithTarget)} (${share(detail.sheetsWithTarget, detail.sheets)})` },
  { term: 'Indicateurs du catalogue régional', value: html`<a href="${link('/indicateurs', { au: undefined }, { region })}">${frenchNumber(detail.indicators)}</a>` },
  { term: 'Rattachés au noyau national', value: `${frenchNumber(detail.indicatorsMapped)} (${share(detail.indicatorsMapped, detail.indicators)})` },
]));

function body(visit: NationVisit, detail: RegionDetail, name: string, shown: ShownDay): Html {
  const region = detail.coverage?.region ?? '';
  const figures = detail.coverage?.figures;
  if (!detail.coverage?.connected || !figures) return html`${auForm(`/regions/${region}`, shown)}${away(name)}`;
  return html`${auForm(`/regions/${region}`, shown)}${coverageFigures(figures, { region, shown })}
    ${sourceNote(...caveats(figures), freshnessOf(detail.coverage.dataAt, visit.now))}
    ${services(detail, region, shown)}${contracts(detail, region, shown)}${reporting(detail, region, shown)}${content(detail, region)}`;
}

/** A region as the nation knows it. */
export async function regionPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const region = regionOf(asked.param('code'));
  if (!region) throw new Refusal('not-found', 'Aucune région ne porte ce code. Revenez au tableau de bord pour choisir parmi les 18 régions.');
  const { au } = asked.query(auField);
  const shown = shownDay(visit, asked, au);
  const detail = await visit.calls.national.getRegion(GetRegionRequest.fromPartial({ region: region.code, on: shown.on }));
  return pageAnswer(frame(visit, asked, {
    title: region.name, lead: detail.sentence, breadcrumb: [{ href: link('/', shown), text: 'Tableau de bord' }], ...(shown.atDate && { atDate: shown.atDate }), body: body(visit, detail, region.name, shown),
  }));
}
