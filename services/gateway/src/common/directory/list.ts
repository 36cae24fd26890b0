import { plural, regionOf } from '@cpom/kernel';
import { ListOrganisationsRequest, type OrganisationPage } from '@cpom/proto/directory/v1/directory';
import type { OrganisationState } from '@cpom/proto/directory/v1/events';
import { z } from 'zod';
import { action, alert, emptyState, filters, html, selectField, table, textField, withQuery, type Column, type Content, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { nameOn, type Names } from '../../site/names.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import { csvAnswer, everyRow, type CsvColumn } from '../csv.ts';
import { standingOf, type Standing } from './accreditation.ts';
import { kindName, kinds, mayKeep, orgHref, type DirectoryCalls } from './words.ts';

interface Filters {
  readonly q: string;
  readonly type: string;
}

const sortable = ['name', 'kind'] as const;

const readFilters = (asked: Asked): Filters => {
  const { q = '', type = '' } = asked.query({ q: z.string().max(100).optional(), type: z.enum(kinds).optional() });
  return { q, type };
};

function request({ q, type }: Filters, asked: Asked): ListOrganisationsRequest {
  const { sort, from, limit } = asked.reading(sortable);
  return ListOrganisationsRequest.fromPartial({
    contains: q, kinds: type ? [type] : [], sort: sort?.key ?? 'name', descending: sort?.descending ?? false, offset: from, limit, atLeast: asked.done.position,
  });
}

const nothingFound = (): Html => emptyState({
  title: 'Aucun organisme ne correspond à ces filtres', what: 'Vérifiez l’orthographe ou retirez un filtre. La recherche ne tient compte ni des accents ni des majuscules.',
  who: 'Un agent de la DREETS peut enregistrer un organisme qui manque.',
});

const filterForm = (asked: Asked, { q, type }: Filters): Html => filters({
  action: '/annuaire', active: q !== '' || type !== '', kept: { tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Nom, sigle ou SIREN', optional: true, value: q, inputmode: 'search' }),
    selectField({ name: 'type', label: 'Type', optional: true, value: type, options: [{ value: '', label: 'Tous' }, ...kinds.map((kind) => ({ value: kind, label: kindName(kind) }))] }),
  ],
});

const regionsOf = ({ regions }: OrganisationState): string => regions.map((code) => regionOf(code)?.name ?? code).join(', ');
const renewal = (row: OrganisationState, { today }: Pick<Visit<unknown>, 'today'>): Standing | undefined => (row.kind === 'service' ? standingOf(row.accreditations, today) : undefined);

const situation = (row: OrganisationState, visit: Pick<Visit<unknown>, 'today' | 'nameOf'>): Content =>
  (row.succeededBy === '' ? (renewal(row, visit)?.short ?? '—') : `fusionné dans ${visit.nameOf(row.succeededBy)}`);

const columns = (visit: Pick<Visit<unknown>, 'today' | 'nameOf'>): readonly Column<OrganisationState>[] => [
  { key: 'name', head: 'Nom', sortable: true, cell: (row) => html`<a href="${orgHref(row.id)}">${nameOn(row.names).name || row.id}</a>` },
  { key: 'kind', head: 'Type', sortable: true, cell: (row) => kindName(row.kind) },
  { key: 'id', head: 'SIREN ou identifiant', cell: (row) => row.id },
  { key: 'regions', head: 'Régions', cell: (row) => regionsOf(row) || '—' },
  { key: 'state', head: 'Agrément ou situation', cell: (row) => situation(row, visit) },
];

const csvColumns = ({ today }: Pick<Visit<unknown>, 'today'>): readonly CsvColumn<OrganisationState>[] => [
  { head: 'Identifiant', value: (row) => row.id }, { head: 'Nom', value: (row) => nameOn(row.names).name }, { head: 'Sigle', value: (row) => nameOn(row.names).shortName },
  { head: 'Type', value: (row) => kindName(row.kind) }, { head: 'Régions', value: regionsOf }, { head: 'Adresse', value: (row) => row.address },
  { head: 'Agrément', value: (row) => renewal(row, { today })?.short ?? '' }, { head: 'Fusionné dans', value: (row) => row.succeededBy }, { head: 'Autres graphies', value: (row) => row.aliases.join(' ; ') }, { head: 'Origine', value: (row) => row.origin },
];

/** « 7 services, 1 DREETS, 1 caisse… » : how many of each kind there are, whatever the filters. */
export function countsByKind(names: Names): string {
  const nouns: Readonly<Record<string, readonly [string, string]>> = {
    service: ['service', 'services'], authority: ['DREETS', 'DREETS'], fund: ['caisse', 'caisses'], federation: ['fédération', 'fédérations'],
    body: ['instance consultée', 'instances consultées'], partner: ['partenaire', 'partenaires'], nation: ['administration centrale', 'administrations centrales'],
  };
  const kindsMet = [...names.values()].map(({ kind }) => kind);
  return kinds.flatMap((kind) => {
    const count = kindsMet.filter((one) => one === kind).length;
    const [one, many] = nouns[kind] ?? [kind, kind];
    return count === 0 ? [] : [plural(count, one, many)];
  }).join(', ');
}

const late = (page: OrganisationPage): Html | undefined => (page.upToDate ? undefined : alert('info', 'Mise à jour en cours', 'La liste ne montre pas encore le dernier enregistrement ; rechargez la page dans un instant.'));

export async function organisationsPage(visit: Visit<DirectoryCalls>, asked: Asked): Promise<Answer> {
  const chosen = readFilters(asked);
  const page = await visit.calls.directory.listOrganisations(request(chosen, asked));
  const { sort, page: number } = asked.reading(sortable);
  const notice = late(page);
  return pageAnswer(frame(visit, asked, {
    title: 'Annuaire', aside: mayKeep(visit) && action({ id: 'enregistrer', text: 'Enregistrer un organisme', look: 'secondary', to: { href: '/annuaire/nouveau' } }), lead: `${plural(visit.names.size, 'organisme')} autour des contrats : ${countsByKind(visit.names)}.`, breadcrumb: [{ href: '/', text: 'Accueil' }], ...(notice && { notice }),
    body: html`${filterForm(asked, chosen)}${table({
      id: 'organismes', caption: 'Organismes', noun: ['organisme', 'organismes'], rows: page.organisations, address: asked.address, sort, total: page.total, page: number, columns: columns(visit),
      csvHref: withQuery({ path: '/annuaire.csv', query: asked.address.query }, { page: undefined }), empty: nothingFound(),
    })}`,
  }));
}

export async function organisationsCsv(visit: Visit<DirectoryCalls>, asked: Asked): Promise<Answer> {
  const wanted = request(readFilters(asked), asked);
  const rows = await everyRow(async (offset, limit) => {
    const { organisations, total } = await visit.calls.directory.listOrganisations({ ...wanted, offset, limit });
    return { rows: organisations, total };
  });
  return csvAnswer('annuaire', csvColumns(visit), rows);
}
