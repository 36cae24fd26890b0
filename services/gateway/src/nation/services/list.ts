import { plural, regions } from '@cpom/kernel';
import { ListServicesRequest, type ServicePage } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import { csvAnswer, everyRow } from '../../common/csv.ts';
import { emptyState, filters, html, selectField, table, textField, withQuery, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auInput, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { coverageNames, regionName } from '../words.ts';
import { serviceColumns, serviceCsv, sortableServices } from './row.ts';

const codes = regions.map(({ code }) => code);
export const regionInput = z.string().refine((code) => codes.includes(code), 'Choisissez une région de la liste.').optional();
export const regionSelect = (chosen: string): Html =>
  selectField({ name: 'region', label: 'Région', optional: true, value: chosen, options: [{ value: '', label: 'Toutes' }, ...regions.map(({ code, name }) => ({ value: code, label: name }))] });

const states = ['covered', 'uncovered', 'unsigned', 'uncertain', 'without-headcount'] as const;

interface Filters {
  readonly region: string;
  readonly etat: string;
  readonly q: string;
  readonly shown: ShownDay;
}

function readFilters(visit: NationVisit, asked: Asked): Filters {
  const { region = '', etat = '', q = '', au } = asked.query({ region: regionInput, etat: z.enum(states).optional(), q: z.string().max(100).optional(), ...auField });
  return { region, etat, q, shown: shownDay(visit, asked, au) };
}

function request({ region, etat, q, shown }: Filters, asked: Asked): ListServicesRequest {
  const { sort, from, limit } = asked.reading(sortableServices);
  return ListServicesRequest.fromPartial({ region, coverage: etat, contains: q, on: shown.on, sort: sort?.key ?? 'name', descending: sort?.descending ?? false, offset: from, limit });
}

const definitions: Readonly<Record<string, string>> = {
  '': 'Chaque service compte une fois ; ceux qui ont fusionné avant la date sont comptés sous le service issu de la fusion.',
  covered: 'Nommés par un contrat en vigueur à cette date, effet rétroactif compris.',
  uncovered: 'Aucun contrat en vigueur ne les nomme à cette date ; le motif est donné quand il est connu.',
  unsigned: 'Aucun de leurs contrats n’était à la fois signé et en vigueur à cette date : un effet rétroactif couvre, mais ne signe pas.',
  uncertain: 'Couverts seulement par des contrats dont les dates sont connues au mois ou à l’année près.',
  'without-headcount': 'L’annuaire de leur région ne donne pas d’effectif : ils ne sont dans aucune somme de salariés.',
};

const filterForm = (asked: Asked, { region, etat, q, shown }: Filters): Html => filters({
  action: '/services', active: region !== '' || etat !== '' || q !== '' || shown.au !== undefined, kept: { tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Nom ou SIREN', optional: true, value: q, inputmode: 'search' }), regionSelect(region),
    selectField({ name: 'etat', label: 'Situation', optional: true, value: etat, options: [{ value: '', label: 'Toutes' }, ...states.map((state) => ({ value: state, label: coverageNames[state] ?? state }))] }),
    auInput(shown),
  ],
});

const lead = ({ total }: ServicePage, { region, etat }: Filters): string => {
  const where = region === '' ? 'dans les régions connectées' : `en région ${regionName(region)}`;
  const what = etat === '' ? '' : ` — ${(coverageNames[etat] ?? etat).toLowerCase().replace('cpom', 'CPOM')}`;
  return `${plural(total, 'service')} ${where}${what}. ${definitions[etat] ?? ''}`;
};

const nothing = (): Html => emptyState({
  title: 'Aucun service ne correspond à ces filtres', what: 'Retirez un filtre, ou choisissez une autre date. La recherche ne tient compte ni des accents ni des majuscules.',
  who: 'Une région qui n’est pas connectée n’a ici aucun service : voyez la page « Collecte ».',
});

export async function servicesPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const chosen = readFilters(visit, asked);
  const page = await visit.calls.national.listServices(request(chosen, asked));
  const { sort, page: number } = asked.reading(sortableServices);
  return pageAnswer(frame(visit, asked, {
    title: 'Services', lead: lead(page, chosen), breadcrumb: [{ href: '/', text: 'Tableau de bord' }], ...(chosen.shown.atDate && { atDate: chosen.shown.atDate }),
    body: html`${filterForm(asked, chosen)}${table({
      id: 'services', caption: 'Services de prévention et de santé au travail', noun: ['service', 'services'], rows: page.services, columns: serviceColumns(chosen.shown), address: asked.address,
      sort, total: page.total, page: number, csvHref: withQuery({ path: '/services.csv', query: asked.address.query }, { page: undefined }), empty: nothing(),
    })}`,
  }));
}

export async function servicesCsv(visit: NationVisit, asked: Asked): Promise<Answer> {
  const wanted = request(readFilters(visit, asked), asked);
  const rows = await everyRow(async (offset, limit) => {
    const { services, total } = await visit.calls.national.listServices({ ...wanted, offset, limit });
    return { rows: services, total };
  });
  return csvAnswer(`services-${wanted.on}`, serviceCsv, rows);
}
