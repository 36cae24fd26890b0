import { frenchNumber, plural } from '@cpom/kernel';
import type { ServiceRow } from '@cpom/proto/national/v1/national';
import { badge, html, join, missing, number, value, type Column, type Content, type Html } from '../../ui/index.ts';
import type { CsvColumn } from '../../common/csv.ts';
import { link, type ShownDay } from '../au.ts';
import { accreditationName, dateOr, flagName, regionName, statusName } from '../words.ts';

const list = (texts: readonly Content[]): Content => join(texts, html`<br>`);

export const serviceHref = (service: string, shown: Pick<ShownDay, 'au'>): string => link(`/services/${service}`, shown);
const contractHref = (region: string, id: string, shown: Pick<ShownDay, 'au'>): string => link(`/contrats/${region}/${encodeURIComponent(id)}`, shown);

export function coverageBadge({ covered, signed }: Pick<ServiceRow, 'covered' | 'signed'>): Html {
  if (!covered) return badge({ tone: 'error', text: 'Sans couverture' });
  return signed ? badge({ tone: 'success', text: 'Sous CPOM actif' }) : badge({ tone: 'warning', text: 'Couvert, sans contrat signé' });
}

/** « 184 jours », « au moins 184 jours », « jamais couvert » ; nothing when covered. */
export function daysWithout({ covered, neverCovered, daysWithout: days, daysAtLeast }: Pick<ServiceRow, 'covered' | 'neverCovered' | 'daysWithout' | 'daysAtLeast'>): string {
  if (covered) return '';
  return neverCovered ? 'jamais couvert, à notre connaissance' : `${daysAtLeast ? 'au moins ' : ''}${plural(days, 'jour')}`;
}

const reasons = (row: ServiceRow): readonly string[] => (row.covered ? row.flags.map(flagName) : row.reasons.map((reason) => reason.text));
const why = (row: ServiceRow): Content => (reasons(row).length > 0 ? list(reasons(row)) : row.covered ? '—' : 'motif non renseigné');

const contracts = (row: ServiceRow, shown: ShownDay): Content =>
  row.contracts.length === 0 ? 'aucun' : list(row.contracts.slice(0, 3).map((one) =>
    html`<a href="${contractHref(one.region, one.id, shown)}">${one.reference || one.title || 'Contrat en préparation'}</a> <span class="app-unit">${statusName(one.status).toLowerCase()}</span>`));

const workers = (row: ServiceRow): Content =>
  row.headcountYear === 0 ? value(missing) : html`${value(number(row.workers))} <span class="app-unit">(${row.headcountYear})</span>`;

const expiry = (row: ServiceRow): string => (row.nextExpiry === '' ? '—' : `${dateOr(row.nextExpiry)}${row.nextExpiryProvisional ? ' (provisoire)' : ''}`);

export const sortableServices = ['name', 'region', 'days-without', 'next-expiry', 'accreditation-end', 'workers'] as const;

export const serviceColumns = (shown: ShownDay, withRegion = true): readonly Column<ServiceRow>[] => [
  { key: 'name', head: 'Service', sortable: true, cell: (row) => html`<a href="${serviceHref(row.service, shown)}">${row.shortName || row.name}</a>` },
  ...(withRegion ? [{ key: 'region', head: 'Région', sortable: true, cell: (row: ServiceRow): Content => row.regions.map(regionName).join(', ') }] : []),
  { key: 'state', head: 'Situation', cell: (row) => coverageBadge(row) },
  { key: 'days-without', head: 'Sans contrat depuis', sortable: true, cell: (row) => daysWithout(row) || '—' },
  { key: 'reason', head: 'Motif ou remarque', cell: why },
  { key: 'contracts', head: 'Contrats', cell: (row) => contracts(row, shown) },
  { key: 'next-expiry', head: 'Échéance', sortable: true, cell: expiry },
  { key: 'accreditation-end', head: 'Fin d’agrément', sortable: true, cell: (row) => (row.accreditationEnd === '' ? 'n.r.' : dateOr(row.accreditationEnd)) },
  { key: 'workers', head: 'Salariés suivis', numeric: true, sortable: true, cell: workers },
];

export const serviceCsv: readonly CsvColumn<ServiceRow>[] = [
  { head: 'SIREN', value: (row) => row.service },
  { head: 'Service', value: (row) => row.name },
  { head: 'Régions', value: (row) => row.regions.map(regionName).join(', ') },
  { head: 'Sous CPOM actif', value: (row) => (row.covered ? 'oui' : 'non') },
  { head: 'Contrat signé', value: (row) => (row.signed ? 'oui' : 'non') },
  { head: 'Sans contrat depuis le', value: (row) => dateOr(row.uncoveredSince, '') },
  { head: 'Jours sans contrat', value: (row) => (row.covered || row.neverCovered ? undefined : row.daysWithout) },
  { head: 'Motif ou remarque', value: (row) => reasons(row).join(' ; ') },
  { head: 'Contrats', value: (row) => row.contracts.map((one) => `${one.reference || one.id} (${statusName(one.status).toLowerCase()})`).join(' ; ') },
  { head: 'Échéance', value: (row) => dateOr(row.nextExpiry, '') },
  { head: 'Échéance provisoire', value: (row) => (row.nextExpiry === '' ? '' : row.nextExpiryProvisional ? 'oui' : 'non') },
  { head: 'Fin d’agrément', value: (row) => dateOr(row.accreditationEnd, '') },
  { head: 'Agrément', value: (row) => accreditationName(row.accreditationState) },
  { head: 'Salariés suivis', value: (row) => (row.headcountYear === 0 ? 'n.r.' : row.workers) },
  { head: 'Année de l’effectif', value: (row) => (row.headcountYear === 0 ? undefined : row.headcountYear) },
  { head: 'Origine', value: (row) => row.origin },
];

/** « 12 345 salariés suivis en 2025 » */
export const workersInWords = (row: ServiceRow): string =>
  (row.headcountYear === 0 ? 'effectif non renseigné' : `${frenchNumber(row.workers)} salariés suivis en ${row.headcountYear}`);
