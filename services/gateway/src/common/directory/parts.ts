import { frenchDate, frenchNumber, isLegalDate, regionOf, type Instant } from '@cpom/kernel';
import type { HistoryEntry, Organisation } from '@cpom/proto/directory/v1/directory';
import type { Accreditation, DatedName, Headcount, OrganisationState } from '@cpom/proto/directory/v1/events';
import { roleName } from '@cpom/service';
import { alert, badge, definitions, history, html, lines, nothing, table, type Content, type Html } from '../../ui/index.ts';
import type { Visit } from '../../site/visit.ts';
import { latestAccreditation, standingOf } from './accreditation.ts';
import { kindName, orgHref, originName } from './words.ts';

const dateOr = (date: string, otherwise: string): string => (isLegalDate(date) ? frenchDate(date) : otherwise);
const regionName = (code: string): string => regionOf(code)?.name ?? code;

export const facts = (state: OrganisationState): Html => definitions([
  { term: state.kind === 'service' ? 'SIREN' : 'Identifiant', value: state.id }, { term: 'Type', value: kindName(state.kind) },
  { term: 'Régions', value: state.regions.map(regionName).join(', ') || 'n.r.' }, { term: 'Adresse', value: state.address || 'n.r.' },
  ...(state.aliases.length === 0 ? [] : [{ term: 'Autres graphies rencontrées', value: state.aliases.join(', ') }]), { term: 'Origine', value: originName(state.origin) },
]);

export const namesTable = (names: readonly DatedName[]): Html => table({
  id: 'noms-table', caption: 'Noms portés, du plus ancien au plus récent', hideCaption: true, noun: ['nom', 'noms'], rows: names,
  columns: [
    { key: 'name', head: 'Nom', cell: (row) => row.name }, { key: 'short', head: 'Sigle', cell: (row) => row.shortName || '—' },
    { key: 'from', head: 'Du', cell: (row) => dateOr(row.from, 'non daté') }, { key: 'to', head: 'Au', cell: (row) => dateOr(row.to, '—') },
  ],
});

const accreditationBadge = (row: Accreditation): Html =>
  (row.state === 'renewal-examined' ? badge({ tone: 'info', text: 'Renouvellement en cours d’instruction' }) : badge({ tone: 'success', text: 'Accordé' }));

/** Where the accreditation stands, then all of them. */
export function accreditations({ accreditations: all }: OrganisationState, { today }: Pick<Visit<unknown>, 'today'>): Html {
  const { tone, sentence } = standingOf(all, today);
  const last = latestAccreditation(all);
  const rows = [...all].sort((a, b) => (a.grantedOn < b.grantedOn ? 1 : -1));
  return html`${alert(tone, last ? 'Où en est l’agrément' : 'Agrément non renseigné', sentence)}${rows.length > 0 && table({
    id: 'agrements-table', caption: 'Agréments, le plus récent d’abord', hideCaption: true, noun: ['agrément', 'agréments'], rows,
    columns: [
      { key: 'granted', head: 'Accordé le', cell: (row) => dateOr(row.grantedOn, 'n.r.') }, { key: 'expires', head: 'Fin', cell: (row) => dateOr(row.expiresOn, 'n.r.') },
      { key: 'state', head: 'État', cell: accreditationBadge }, { key: 'origin', head: 'Origine', cell: (row) => originName(row.origin) },
    ],
  })}`;
}

const regionsOf = (rows: readonly Headcount[]): readonly string[] => [...new Set(rows.map(({ region }) => region))];

function drawn(rows: readonly Headcount[]): Html {
  const codes = regionsOf(rows);
  if (new Set(rows.map(({ year }) => year)).size < 2 || codes.length > 6) return nothing;
  return lines({
    id: 'effectifs-graphique', title: 'Salariés suivis, par année', description: 'Salariés suivis par région et par année.',
    series: codes.map((code) => ({ label: regionName(code), points: rows.filter(({ region }) => region === code).map(({ year, employees }) => ({ year, value: { kind: 'number' as const, value: employees } })) })),
  });
}

export function headcounts(all: readonly Headcount[]): Html {
  const rows = [...all].sort((a, b) => b.year - a.year || (a.region < b.region ? -1 : 1));
  return html`${drawn(rows)}${table({
    id: 'effectifs-table', caption: 'Effectifs suivis par région et par année', hideCaption: true, noun: ['effectif', 'effectifs'], rows, empty: html`<p>Aucun effectif n’est enregistré : ce service n’est dans aucune somme de salariés.</p>`,
    columns: [
      { key: 'year', head: 'Année', cell: (row) => row.year }, { key: 'region', head: 'Région', cell: (row) => regionName(row.region) },
      { key: 'employees', head: 'Salariés suivis', numeric: true, cell: (row) => frenchNumber(row.employees) },
      { key: 'establishments', head: 'Établissements', numeric: true, cell: (row) => frenchNumber(row.establishments) }, { key: 'origin', head: 'Origine', cell: (row) => originName(row.origin) },
    ],
  })}`;
}

/** What became of the service, and which ones it comes from. */
export function succession(state: OrganisationState, before: readonly OrganisationState[], nameOf: (id: string) => string): Content {
  const into = state.succeededBy === '' ? undefined : html`<p>A fusionné dans <a href="${orgHref(state.succeededBy)}">${nameOf(state.succeededBy)}</a> le ${dateOr(state.succeededOn, 'n.r.')}. Ses contrats et ses séries restent lisibles sous son nom.</p>`;
  const from = before.map((one) => html`<li><a href="${orgHref(one.id)}">${nameOf(one.id)}</a>, le ${dateOr(one.succeededOn, 'n.r.')}</li>`);
  if (!into && from.length === 0) return html`<p>Aucune fusion n’est enregistrée.</p>`;
  return html`${into}${from.length > 0 && html`<p>Issu de la fusion de :</p><ul>${from}</ul>`}`;
}

const actor = ({ role, organisation }: HistoryEntry, nameOf: (id: string) => string): string =>
  (organisation === '' ? 'L’application' : `${nameOf(organisation)}${role === '' ? '' : ` (${roleName(role)})`}`);

// The directory's sentence names the service by its SIREN; a reader knows it by its name.
export const sentences = ({ state, history: entries }: Organisation, { nameOf, info }: Pick<Visit<unknown>, 'nameOf' | 'info'>): Html => history(entries.map((entry) => ({
  at: entry.recordedAt as Instant, who: actor(entry, nameOf), did: state && state.succeededBy !== '' ? entry.summary.replace(state.succeededBy, nameOf(state.succeededBy)) : entry.summary, ...(entry.reason !== '' && { reason: entry.reason }),
})), info.timeZone);
