import { addMonths, frenchDate, isLegalDate, plural, type Day } from '@cpom/kernel';
import type { ContractSummary } from '@cpom/proto/contracts/v1/contracts';
import { action, actions, emptyState, filters, html, selectField, table, textField, withQuery, type Column, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { atDateOf, frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import type { RegionVisit } from '../calls.ts';
import { dateOr, hrefOf, listTrail } from './about.ts';
import { allContracts, horizons, readListQuery, sortable, type ListQuery } from './list-query.ts';
import { statusBadges } from './statuses.ts';
import { optionsOf, statuses, wordOf } from './words.ts';

const before: readonly string[] = ['draft', 'negotiation', 'consultation', 'validated', 'signing'];

const endsWithin = (contract: ContractSummary, on: Day): boolean =>
  contract.status === 'active' && isLegalDate(contract.expiresOn) && contract.expiresOn <= addMonths(on, 12);

/** « 12 contrats : 8 en vigueur, 3 en préparation, 1 échu ; 2 échéances dans les 12 mois. » */
export function listSentence(contracts: readonly ContractSummary[], on: Day): string {
  const count = (keep: (one: ContractSummary) => boolean): number => contracts.filter(keep).length;
  const [active, open, expired, soon] = [count((one) => one.status === 'active'), count((one) => before.includes(one.status)), count((one) => one.status === 'expired'), count((one) => endsWithin(one, on))];
  const [ahead, dropped] = [count((one) => one.status === 'not-in-force'), count((one) => one.status === 'abandoned')];
  const parts = [`${active} en vigueur`, ...(ahead > 0 ? [plural(ahead, 'signé, à venir', 'signés, à venir')] : []), ...(open > 0 ? [`${open} en préparation`] : []), ...(expired > 0 ? [plural(expired, 'échu', 'échus')] : []), ...(dropped > 0 ? [plural(dropped, 'abandonné', 'abandonnés')] : [])];
  const ending = soon > 0 ? ` ; ${plural(soon, 'échéance')} dans les 12 mois` : '';
  return `${plural(contracts.length, 'contrat')} : ${parts.join(', ')}${ending}.`;
}

const serviceOptions = (visit: RegionVisit): { value: string; label: string }[] =>
  [...visit.names].filter(([, one]) => one.kind === 'service').map(([value, one]) => ({ value, label: one.name })).sort((left, right) => left.label.localeCompare(right.label, 'fr'));

const filterForm = (visit: RegionVisit, asked: Asked, query: ListQuery): Html => filters({
  action: asked.path, active: query.q !== '' || query.status !== '' || query.service !== '' || query.months > 0 || query.on !== visit.today,
  kept: { tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Référence, titre ou partie', value: query.q }),
    selectField({ name: 'etat', label: 'État', value: query.status, prompt: 'Tous', options: optionsOf(statuses) }),
    selectField({ name: 'service', label: 'Service', value: query.service, prompt: 'Tous', options: serviceOptions(visit) }),
    selectField({ name: 'echeance', label: 'Échéance', value: query.months > 0 ? String(query.months) : '', prompt: 'Toutes', options: horizons.map((one) => ({ value: String(one), label: `Dans les ${one} mois` })) }),
    textField({
      name: 'au', label: 'Situation au', value: query.wrongDay ?? (query.on === visit.today ? '' : frenchDate(query.on)), inputmode: 'numeric',
      error: query.wrongDay === undefined ? undefined : 'Écrivez la date ainsi : 31/12/2021.',
    }),
  ],
});


const servicesOf = (visit: RegionVisit, contract: ContractSummary): string => {
  const names = contract.services.map((id) => visit.shortNameOf(id));
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} et ${names.length - 3} autres` : names.join(', ');
};

/** What awaits the contract, when somebody must still do something. */
function awaited(visit: RegionVisit, contract: ContractSummary): Html | undefined {
  if (contract.status === 'signing') return html`<br><span class="fr-text--xs">${plural(contract.signaturesGiven, 'signature')} sur ${contract.signaturesExpected}</span>`;
  if (contract.opinionsAwaited.length === 0) return undefined;
  return html`<br><span class="fr-text--xs">Avis attendu : ${contract.opinionsAwaited.map((id) => visit.shortNameOf(id)).join(', ')}</span>`;
}

const columns = (visit: RegionVisit, query: ListQuery): readonly Column<ContractSummary>[] => [
  {
    key: 'title', head: 'Contrat', sortable: true,
    cell: (one) => html`<a href="${withQuery({ path: hrefOf(one.id), query: query.on === visit.today ? {} : { au: query.on } })}">${one.title || one.reference}</a><br><span class="fr-text--xs">${one.reference}${one.recordedAfterwards && ' — reprise'}${one.origin === 'fictif' && ' — données fictives'}</span>`,
  },
  { key: 'services', head: 'Services', cell: (one) => servicesOf(visit, one) },
  { key: 'status', head: 'État', sortable: true, cell: (one) => html`${statusBadges(one.status, wordOf(statuses, one.status), one.statusFlags)}${awaited(visit, one)}` },
  { key: 'effective_from', head: 'Prise d’effet', sortable: true, numeric: true, cell: (one) => dateOr(one.effectiveFrom, '—') },
  { key: 'expires_on', head: 'Échéance', sortable: true, numeric: true, cell: (one) => html`${dateOr(one.expiresOn, '—')}${one.expiryProvisional && html`<br><span class="fr-text--xs">provisoire</span>`}` },
];

const prepare = (visit: RegionVisit): Html | undefined =>
  (visit.may(['dreets-agent']) ? html`<div class="fr-mb-3w">${actions(action({ id: 'nouveau', text: 'Préparer un contrat', to: { href: '/contrats/nouveau' } }), action({ id: 'reprise', text: 'Reprendre des contrats existants', to: { href: '/import' }, look: 'secondary' }))}</div>` : undefined);

const nothing = (filtered: boolean): Html => (filtered
  ? emptyState({ title: 'Aucun contrat ne correspond à ces filtres', what: 'Retirez un filtre ou vérifiez l’orthographe : la recherche ne tient compte ni des accents ni des majuscules.', who: 'Un contrat en préparation n’est lisible que de la DREETS et de ses parties.' })
  : emptyState({ title: 'Aucun contrat pour l’instant', what: 'Préparez le premier contrat, ou reprenez ceux qui existent déjà à partir d’un tableau ou de fichiers.', who: 'Un agent de la DREETS peut le faire.' }));

/** The contracts of the region, at a date. */
export async function contractList(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const query = readListQuery(visit, asked);
  const found = await allContracts(visit, asked, query);
  const { sort, page, from, limit } = asked.reading(sortable);
  const filtered = query.q !== '' || query.status !== '' || query.service !== '' || query.months > 0;
  const { atDate } = atDateOf(asked, query.on, visit.today);
  const csvHref = withQuery({ path: '/contrats/export.csv', query: { ...asked.address.query, page: undefined, fait: undefined, v: undefined } });
  const body = html`${prepare(visit)}${filterForm(visit, asked, query)}${table({
    id: 'contrats', caption: 'Contrats', hideCaption: true, noun: ['contrat', 'contrats'], columns: columns(visit, query), rows: found.slice(from, from + limit),
    address: asked.address, sort, total: found.length, page, csvHref, empty: nothing(filtered),
  })}`;
  return pageAnswer(frame(visit, asked, { title: 'Contrats', lead: listSentence(found, query.on), breadcrumb: listTrail.slice(0, 1), body, ...(atDate ? { atDate } : {}) }));
}
