import { frenchNumber, plural } from '@cpom/kernel';
import { GetCollectionRequest, type Collection, type RegionCollection } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import { emptyState, filters, html, plainTable, section, selectField, share, sourceNote, table, textField, withQuery, type Content, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auInput, link, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { csvAnswer, everyRow } from '../../common/csv.ts';
import { collectionFigures } from '../dashboard/figures.ts';
import { freshnessOf } from '../dashboard/regions.ts';
import { regionInput, regionSelect } from '../services/list.ts';
import { regionName } from '../words.ts';
import { reportColumns, reportCsv, sortableReports } from './row.ts';

const states: Readonly<Record<string, string>> = {
  late: 'En retard (transmises ou non)', overdue: 'Pas transmises, échéance passée', 'submitted-late': 'Transmises en retard', awaited: 'Pas encore transmises', submitted: 'Transmises', approved: 'Approuvées', asked: 'Demandées', 'without-campaign': 'Sous CPOM, sans campagne',
};

interface Filters {
  readonly periode: string;
  readonly region: string;
  readonly etat: string;
  readonly q: string;
  readonly shown: ShownDay;
}

function readFilters(visit: NationVisit, asked: Asked): Filters {
  const { periode = '', region = '', etat = '', q = '', au } = asked.query({
    periode: z.string().max(30).regex(/^[\dT_-]+$/, 'Choisissez une période de la liste.').optional(), region: regionInput,
    etat: z.string().refine((typed) => typed in states, 'Choisissez un état de la liste.').optional(), q: z.string().max(100).optional(), ...auField,
  });
  return { periode, region, etat, q, shown: shownDay(visit, asked, au) };
}

function request({ periode, region, etat, q, shown }: Filters, asked: Asked): GetCollectionRequest {
  const { sort, from, limit } = asked.reading(sortableReports);
  return GetCollectionRequest.fromPartial({ period: periode, region, state: etat, contains: q, on: shown.on, sort: sort?.key ?? 'region', descending: sort?.descending ?? false, offset: from, limit });
}

const filterForm = (asked: Asked, collection: Collection, { region, etat, q, shown }: Filters): Html => filters({
  action: '/remontees', active: region !== '' || etat !== '' || q !== '' || shown.au !== undefined, kept: { tri: asked.address.query['tri'] },
  fields: [
    selectField({ name: 'periode', label: 'Période', value: collection.period, options: [...new Set([collection.period, ...collection.periods])].filter((one) => one !== '').map((one) => ({ value: one, label: one })) }),
    regionSelect(region),
    selectField({ name: 'etat', label: 'État', optional: true, value: etat, options: [{ value: '', label: 'Tous' }, ...Object.entries(states).map(([value, label]) => ({ value, label }))] }),
    textField({ name: 'q', label: 'Service ou SIREN', optional: true, value: q, inputmode: 'search' }), auInput(shown),
  ],
});

const figure = (row: RegionCollection, pick: (figures: NonNullable<RegionCollection['figures']>) => Content): Content => (row.figures ? pick(row.figures) : '—');

const byRegion = ({ regions, period }: Collection, visit: NationVisit, shown: ShownDay): Html => section('regions', 'Région par région', plainTable({
  id: 'regions-table', caption: 'Complétude et retards des 18 régions', hideCaption: true, noun: ['région', 'régions'], rows: regions,
  columns: [
    { key: 'region', head: 'Région', cell: (row) => html`<a href="${link('/remontees', shown, { periode: period, region: row.region })}">${row.name}</a>` },
    { key: 'asked', head: 'Demandées', numeric: true, cell: (row) => figure(row, (of) => frenchNumber(of.submissions)) },
    { key: 'submitted', head: 'Transmises', numeric: true, cell: (row) => figure(row, (of) => (of.submissions === 0 ? '0' : `${frenchNumber(of.submitted)} (${share(of.submitted, of.submissions)})`)) },
    { key: 'approved', head: 'Approuvées', numeric: true, cell: (row) => figure(row, (of) => frenchNumber(of.approved)) },
    { key: 'late', head: 'En retard', numeric: true, cell: (row) => figure(row, (of) => frenchNumber(of.submittedLate + of.overdue)) },
    { key: 'longest', head: 'Retard le plus long', unit: 'jours', numeric: true, cell: (row) => figure(row, (of) => frenchNumber(of.lateDaysLongest)) },
    { key: 'lines', head: 'Lignes renseignées', numeric: true, cell: (row) => figure(row, (of) => share(of.linesAnswered, of.linesAsked)) },
    { key: 'without', head: 'Sans campagne', numeric: true, cell: (row) => figure(row, (of) => frenchNumber(of.withoutCampaign)) },
    { key: 'fresh', head: 'Fraîcheur', cell: (row) => (row.connected ? freshnessOf(row.dataAt, visit.now) : 'non connectée') },
  ],
}));

const nothingFound = (): Html => emptyState({
  title: 'Aucune remontée ne correspond à ces filtres', what: 'Retirez un filtre, ou choisissez une autre période.', who: 'Les DREETS ouvrent les campagnes ; les services y répondent.',
});

const inRegion = (region: string, figures: RegionCollection['figures']): string => {
  if (!figures || figures.submissions === 0) return `${regionName(region)} : aucune campagne n’est connue pour cette période.`;
  const late = figures.submittedLate + figures.overdue;
  return `${regionName(region)} : ${plural(figures.submitted, 'remontée transmise', 'remontées transmises')} sur ${frenchNumber(figures.submissions)} (${share(figures.submitted, figures.submissions)}), dont ${plural(figures.approved, 'approuvée')} ; ${late === 0 ? 'aucune en retard' : `${frenchNumber(late)} en retard`}.`;
};

/** How complete and how late reporting is, for one period. */
export async function reportingPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const chosen = readFilters(visit, asked);
  const { shown, region } = chosen;
  const collection = await visit.calls.national.getCollection(request(chosen, asked));
  const { sort, page } = asked.reading(sortableReports);
  const figures = region === '' ? collection.nation : collection.regions.find((row) => row.region === region)?.figures;
  return pageAnswer(frame(visit, asked, {
    title: `Remontées ${collection.period}`.trim(), lead: region === '' ? collection.sentence : inRegion(region, figures), breadcrumb: [{ href: link('/', shown), text: 'Tableau de bord' }], ...(shown.atDate && { atDate: shown.atDate }),
    body: html`${filterForm(asked, collection, chosen)}
      ${figures && collectionFigures(figures, collection.period, { shown, ...(region === '' ? {} : { region }) })}
      ${section('services', 'Service par service', table({
        id: 'remontees', caption: 'Remontées des services', hideCaption: true, noun: ['remontée', 'remontées'], rows: collection.submissions, columns: reportColumns(shown), address: asked.address, sort, total: collection.total, page,
        csvHref: withQuery({ path: '/remontees.csv', query: asked.address.query }, { page: undefined, periode: collection.period }), empty: nothingFound(),
      }))}
      ${region === '' ? byRegion(collection, visit, shown) : html`<p><a class="fr-link" href="${link('/remontees', shown, { periode: collection.period })}">Comparer les régions</a></p>`}${sourceNote('Une remontée par service, par région et par période ; le retard se compte de l’échéance à la première transmission.')}`,
  }));
}

export async function reportingCsv(visit: NationVisit, asked: Asked): Promise<Answer> {
  const wanted = request(readFilters(visit, asked), asked);
  const rows = await everyRow(async (offset, limit) => {
    const { submissions, total } = await visit.calls.national.getCollection({ ...wanted, offset, limit });
    return { rows: submissions, total };
  });
  return csvAnswer(`remontees-${wanted.period || 'derniere-periode'}`, reportCsv, rows);
}
