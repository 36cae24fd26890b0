import { plural } from '@cpom/kernel';
import type { ContractRow } from '@cpom/proto/national/v1/national';
import { html, join, type Column, type Content } from '../../ui/index.ts';
import type { CsvColumn } from '../../common/csv.ts';
import { link, type ShownDay } from '../au.ts';
import { serviceHref } from '../services/row.ts';
import { dateOr, flagName, shapeName, statusBadge, statusName } from '../words.ts';

export const contractHref = ({ region, id }: Pick<ContractRow, 'region' | 'id'>, shown: Pick<ShownDay, 'au'>): string => link(`/contrats/${region}/${encodeURIComponent(id)}`, shown);

/** What a contract is called: its reference once it is signed, what is known of it before. */
export const contractName = ({ reference, title, shape, services }: Pick<ContractRow, 'reference' | 'title' | 'shape' | 'services'>): string =>
  reference || title || `Contrat ${shapeName(shape).toLowerCase()} en préparation (${services.map(({ name }) => name).slice(0, 2).join(', ') || 'service non précisé'})`;

export const expiryOf = ({ expiresOn, expiryProvisional }: Pick<ContractRow, 'expiresOn' | 'expiryProvisional'>): string =>
  (expiresOn === '' ? 'n.r.' : `${dateOr(expiresOn)}${expiryProvisional ? ' (provisoire)' : ''}`);

/** In days while they count, then in months, then in years: « 45 jours », « 8 mois », « 3 ans ». */
function length(days: number): string {
  if (days < 90) return plural(days, 'jour');
  return days < 730 ? plural(Math.floor(days / 30.44), 'mois', 'mois') : plural(Math.floor(days / 365.25), 'an');
}

/** « dans 45 jours », « depuis 3 jours » : until the expiry. */
export function daysLeftOf({ daysLeft }: Pick<ContractRow, 'daysLeft'>): string {
  if (daysLeft === undefined) return '—';
  return daysLeft >= 0 ? `dans ${length(daysLeft)}` : `depuis ${length(-daysLeft)}`;
}

const services = (row: ContractRow, shown: ShownDay): Content => {
  const shownFew = row.services.slice(0, 3).map(({ service, name }) => html`<a href="${serviceHref(service, shown)}">${name}</a>`);
  const more = row.services.length - shownFew.length;
  return html`${join(shownFew, ', ')}${more > 0 && ` et ${plural(more, 'autre')}`}`;
};

const state = (row: ContractRow): Content => html`${statusBadge(row.status)}${row.flags.map((flag) => html`<br><span class="app-unit">${flagName(flag)}</span>`)}`;

export const sortableContracts = ['reference', 'region', 'signed-on', 'effective-from', 'expires-on'] as const;

export const contractColumns = (shown: ShownDay, withRegion = true): readonly Column<ContractRow>[] => [
  { key: 'reference', head: 'Contrat', sortable: true, cell: (row) => html`<a href="${contractHref(row, shown)}">${contractName(row)}</a>` },
  ...(withRegion ? [{ key: 'region', head: 'Région', sortable: true, cell: (row: ContractRow): Content => row.regionName }] : []),
  { key: 'services', head: 'Services', cell: (row) => services(row, shown) },
  { key: 'state', head: 'État', cell: state },
  { key: 'signed-on', head: 'Signé le', sortable: true, cell: (row) => dateOr(row.signedOn, '—') },
  { key: 'effective-from', head: 'Prend effet le', sortable: true, cell: (row) => dateOr(row.effectiveFrom) },
  { key: 'expires-on', head: 'Échéance', sortable: true, cell: expiryOf },
  { key: 'left', head: 'Délai', cell: daysLeftOf },
  { key: 'targets', head: 'Fiches avec cible', numeric: true, cell: (row) => (row.sheets === 0 ? '—' : `${row.sheetsWithTarget} / ${row.sheets}`) },
];

export const contractCsv: readonly CsvColumn<ContractRow>[] = [
  { head: 'Région', value: (row) => row.regionName },
  { head: 'Identifiant', value: (row) => row.id },
  { head: 'Référence', value: (row) => row.reference },
  { head: 'Titre', value: (row) => row.title },
  { head: 'Forme', value: (row) => shapeName(row.shape) },
  { head: 'État', value: (row) => statusName(row.status) },
  { head: 'Remarques', value: (row) => row.flags.map(flagName).join(' ; ') },
  { head: 'SIREN des services', value: (row) => row.services.map(({ service }) => service).join(' ') },
  { head: 'Services', value: (row) => row.services.map(({ name }) => name).join(' ; ') },
  { head: 'Signé le', value: (row) => dateOr(row.signedOn, '') },
  { head: 'Prend effet le', value: (row) => dateOr(row.effectiveFrom, '') },
  { head: 'Échéance', value: (row) => dateOr(row.expiresOn, '') },
  { head: 'Échéance provisoire', value: (row) => (row.expiryProvisional ? 'oui' : 'non') },
  { head: 'Jours restants', value: (row) => row.daysLeft },
  { head: 'Règles nationales', value: (row) => row.ruleSet },
  { head: 'Fiches action', value: (row) => row.sheets },
  { head: 'Fiches avec cible', value: (row) => row.sheetsWithTarget },
  { head: 'Règles écartées', value: (row) => row.rulesOverridden },
  { head: 'Repris après coup', value: (row) => (row.recordedAfterwards ? 'oui' : 'non') },
  { head: 'Origine', value: (row) => row.origin },
];
