import { frenchDate, isDay, plural } from '@cpom/kernel';
import type { CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import { csvAnswer } from '../../common/csv.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { action, actions, badge, emptyState, filters, html, selectField, table, textField, withQuery, type Column, type Html } from '../../ui/index.ts';
import type { RegionVisit } from '../calls.ts';
import { wordOf } from '../contracts/words.ts';
import { authorityRoles, hrefOf, isInEntry, listTrail, signatories } from './about.ts';
import { everyCampaign, isFiltered, late, readListQuery, sortable, type ListQuery } from './list-query.ts';
import { checkStates, phaseBadge, phases } from './words.ts';

const isLate = (row: CampaignRow): boolean => isInEntry(row) && row.submittedAt === '' && row.daysLeft < 0;

/** « 12 remontées : 5 en cours de saisie, dont 1 en retard, 2 à contrôler, 5 approuvées. » */
export function listSentence(rows: readonly CampaignRow[]): string {
  const count = (keep: (row: CampaignRow) => boolean): number => rows.filter(keep).length;
  const [entry, behind, check, ready, approved] = [count(isInEntry), count(isLate), count(({ state }) => state === 'submitted' || state === 'checking'), count(({ state }) => state === 'checked'), count(({ state }) => state === 'approved')];
  const parts = [
    entry > 0 && `${entry} en cours de saisie${behind > 0 ? `, dont ${behind} en retard` : ''}`, check > 0 && `${check} à contrôler`, ready > 0 && `${ready} à approuver`,
    approved > 0 && plural(approved, 'approuvée', 'approuvées'),
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'Aucune remontée.' : `${plural(rows.length, 'remontée')} : ${parts.join(', ')}.`;
}

const periods = (rows: readonly CampaignRow[]): { value: string; label: string }[] =>
  [...new Map(rows.map((row) => [row.campaign, row.period?.label ?? row.campaign]))].sort(([left], [right]) => (left < right ? 1 : -1)).map(([value, label]) => ({ value, label }));

const services = (visit: RegionVisit): { value: string; label: string }[] =>
  [...visit.names].filter(([, one]) => one.kind === 'service').map(([value, one]) => ({ value, label: one.name })).sort((left, right) => left.label.localeCompare(right.label, 'fr'));

const filterForm = (visit: RegionVisit, asked: Asked, query: ListQuery, all: readonly CampaignRow[]): Html => filters({
  action: asked.path, active: isFiltered(query), kept: { tri: asked.address.query['tri'] },
  fields: [
    textField({ name: 'q', label: 'Nom du service', value: query.q }),
    selectField({ name: 'periode', label: 'Période', value: query.campaign, prompt: 'Toutes', options: periods(all) }),
    selectField({ name: 'etat', label: 'État', value: query.state, prompt: 'Tous', options: [{ value: late, label: 'En retard' }, ...Object.entries(phases).map(([value, label]) => ({ value, label }))] }),
    selectField({ name: 'service', label: 'Service', value: query.service, prompt: 'Tous', options: services(visit) }),
  ],
});

const answered = ({ asked, answered: given }: CampaignRow): string => `${given} sur ${asked}`;
const extras = (row: CampaignRow): string => [
  row.returned > 0 && plural(row.returned, 'ligne renvoyée', 'lignes renvoyées'), row.blocking > 0 && plural(row.blocking, 'incohérence'), row.toExplain > 0 && `${row.toExplain} à expliquer`,
].filter((part) => part !== false).join(', ');

const due = (row: CampaignRow): Html => html`${isDay(row.dueOn) ? frenchDate(row.dueOn) : '—'}${isLate(row) && html`<br>${badge({ tone: 'error', text: 'En retard' })}`}`;
const inCheck: readonly string[] = ['submitted', 'checking', 'returned', 'checked'];
const checks = (row: CampaignRow): string => (!inCheck.includes(row.state) ? '—' : `DREETS : ${wordOf(checkStates, row.dreetsCheck)} ; caisse : ${wordOf(checkStates, row.fundCheck)}`);

const columns: readonly Column<CampaignRow>[] = [
  { key: 'service_name', head: 'Service', sortable: true, cell: (row) => html`<a href="${hrefOf(row.campaign, row.service)}">${row.serviceName}</a>` },
  { key: 'campaign', head: 'Période', sortable: true, cell: (row) => row.period?.label ?? row.campaign },
  { key: 'state', head: 'État', sortable: true, cell: phaseBadge },
  { key: 'answered', head: 'Lignes du service remplies', sortable: true, numeric: true, cell: (row) => html`${answered(row)}${extras(row) !== '' && html`<br><span class="fr-text--xs">${extras(row)}</span>`}` },
  { key: 'due_on', head: 'Échéance', sortable: true, numeric: true, cell: due },
  { key: 'controles', head: 'Contrôles', cell: checks },
];

const open = (visit: RegionVisit): Html | undefined => (visit.may(authorityRoles) ? html`<div class="fr-mb-2w">${actions(action({ id: 'ouvrir', text: 'Ouvrir une campagne', to: { href: '/campagnes/ouvrir' } }))}</div>` : undefined);

const nothing = (filtered: boolean): Html => (filtered
  ? emptyState({ title: 'Aucune remontée ne correspond à ces filtres', what: 'Retirez un filtre ou vérifiez l’orthographe : la recherche ne tient compte ni des accents ni des majuscules.', who: 'Chacun voit les remontées des services dont il partage un contrat.' })
  : emptyState({ title: 'Aucune campagne n’est ouverte', what: 'Une campagne demande à chaque service, pour une période, les indicateurs de tous ses contrats en vigueur.', who: 'Un agent de la DREETS l’ouvre ; elle s’ouvre d’elle-même pour un contrat qui vient d’être signé.' }));

/** Who reads only sees what was approved: said instead of a refusal, since the menu leads here. */
const forReaders = (visit: RegionVisit, asked: Asked): Answer => pageAnswer(frame(visit, asked, {
  title: 'Campagnes', breadcrumb: listTrail.slice(0, 1),
  body: emptyState({
    title: 'Le suivi des campagnes est réservé aux signataires', what: html`Les valeurs approuvées se lisent dans le <a href="/indicateurs/tableau">tableau régional des indicateurs</a>.`,
    who: 'L’administrateur de votre organisme peut vous donner un rôle de référent, de directeur, d’agent de caisse ou d’agent de la DREETS.',
  }),
}));

/** The submissions that this person may see. */
export async function campaignList(visit: RegionVisit, asked: Asked): Promise<Answer> {
  if (!visit.may(signatories)) return forReaders(visit, asked);
  const query = readListQuery(asked);
  const { sort, page, from, limit } = asked.reading(sortable);
  const rows = await everyCampaign(visit, query, { sort: sort?.key ?? 'due_on', descending: sort?.descending ?? true, atLeast: asked.done.position });
  const all = isFiltered(query) ? await everyCampaign(visit, {}) : rows;
  const csvHref = withQuery({ path: '/campagnes/export.csv', query: { ...asked.address.query, page: undefined, fait: undefined, v: undefined } });
  const body = html`${open(visit)}${all.length > 0 && filterForm(visit, asked, query, all)}${table({
    id: 'campagnes', caption: 'Remontées par service et par période', hideCaption: true, noun: ['remontée', 'remontées'], columns, rows: rows.slice(from, from + limit),
    address: asked.address, sort, total: rows.length, page, csvHref, empty: nothing(isFiltered(query)),
  })}`;
  return pageAnswer(frame(visit, asked, { title: 'Campagnes', lead: listSentence(rows), breadcrumb: listTrail.slice(0, 1), body }));
}

/** What is filtered, as a file. */
export async function campaignCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const { sort } = asked.reading(sortable);
  const rows = await everyCampaign(visit, readListQuery(asked), { sort: sort?.key ?? 'due_on', descending: sort?.descending ?? true });
  return csvAnswer(`campagnes-${visit.info.code}-${visit.today}`, [
    { head: 'Service', value: (row) => row.serviceName }, { head: 'SIREN', value: (row) => row.service }, { head: 'Campagne', value: (row) => row.campaign },
    { head: 'Période', value: (row) => row.period?.label }, { head: 'État', value: (row) => wordOf(phases, row.state) }, { head: 'Lignes demandées', value: (row) => row.asked },
    { head: 'Lignes remplies', value: (row) => row.answered }, { head: 'Lignes renvoyées', value: (row) => row.returned }, { head: 'Incohérences bloquantes', value: (row) => row.blocking },
    { head: 'Explications attendues', value: (row) => row.toExplain }, { head: 'Échéance', value: (row) => (isDay(row.dueOn) ? frenchDate(row.dueOn) : '') }, { head: 'En retard', value: (row) => (isLate(row) ? 'oui' : 'non') },
    { head: 'Contrôle DREETS', value: (row) => wordOf(checkStates, row.dreetsCheck) }, { head: 'Contrôle caisse', value: (row) => wordOf(checkStates, row.fundCheck) },
    { head: 'Transmise le', value: (row) => dayOf(row.submittedAt) }, { head: 'Approuvée le', value: (row) => dayOf(row.approvedAt) },
  ], rows);
}

const dayOf = (instant: string): string => { const on = instant.slice(0, 10); return isDay(on) ? frenchDate(on) : ''; };
