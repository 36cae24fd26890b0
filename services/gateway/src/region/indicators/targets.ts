import { frenchInstant, isSiren, plural, type Instant } from '@cpom/kernel';
import { ListIndicatorsRequest, ListTargetsRequest, SetTargetRequest, type Target } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import { csvAnswer } from '../../common/csv.ts';
import type { Asked } from '../../site/asked.ts';
import { frame, noticeOf } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { action, actions, disclosure, emptyState, filters, html, selectField, table, textArea, textField, withQuery, type Html } from '../../ui/index.ts';
import { count, decimal, optionalText, text } from '../../web/inputs.ts';
import type { RegionVisit } from '../calls.ts';
import { checkers, serviceRoles } from '../campaigns/about.ts';
import { exact } from '../campaigns/values.ts';
import { origins } from '../campaigns/words.ts';
import { routesOf } from '../contracts/act/routes.ts';
import { input } from '../contracts/act/shown.ts';
import { organisationOptions } from '../contracts/fields/organisations.ts';
import { wordOf, type Words } from '../contracts/words.ts';
import { doneWords } from './catalogue/list.ts';
import { hrefOf, indicatorTabs, listTrail } from './words.ts';

const targetOrigins: Words = { contrat: 'le contrat', avenant: 'un avenant', fonds: 'la caisse', autre: 'autre', ...origins };

/** Services that this person may look at: the own ones for a service, else all. */
export function servicesFor(visit: RegionVisit): { value: string; label: string }[] {
  const own = visit.organisationsAs(serviceRoles);
  const all = organisationOptions(visit, ['service']);
  return visit.may(checkers) || own.length === 0 ? all : all.filter(({ value }) => own.includes(value));
}

interface Query {
  readonly service: string;
  readonly year: number;
}

function readQuery(visit: RegionVisit, asked: Asked): Query {
  const { service = '', annee = '' } = asked.query({ service: z.string().max(20).optional(), annee: z.string().max(4).optional() });
  return { service: isSiren(service) ? service : (servicesFor(visit)[0]?.value ?? ''), year: /^20\d\d$/.test(annee) ? Number(annee) : 0 };
}

/** What each indicator is called today, by its code. */
export async function labelsOf(visit: RegionVisit): Promise<ReadonlyMap<string, string>> {
  const { indicators } = await visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({ allVersions: true }));
  return new Map(indicators.map(({ code, label }) => [code, label]));
}

async function read(visit: RegionVisit, asked: Asked, { service, year }: Query): Promise<readonly Target[]> {
  if (service === '') return [];
  const { targets } = await visit.calls.indicators.listTargets(ListTargetsRequest.fromPartial({ service, year, atLeast: asked.done.position }));
  return targets.toSorted((left, right) => right.year - left.year || (left.indicator < right.indicator ? -1 : 1));
}

const former = (visit: RegionVisit, target: Target): Html | string => (target.former.length === 0 ? '—' : disclosure(plural(target.former.length, 'valeur précédente', 'valeurs précédentes'), html`<ul>${target.former.map(({ value, reason, setAt }) =>
  html`<li>${exact(value)}, posée le ${frenchInstant(setAt as Instant, visit.info.timeZone)}${reason !== '' && html` : <q>${reason}</q>`}</li>`)}</ul>`));

const setHref = (service: string, target?: Target): string => withQuery({ path: '/indicateurs/cibles/definir', query: { service, ...(target ? { indicateur: target.indicator, annee: String(target.year) } : {}) } });

function tableOf(visit: RegionVisit, asked: Asked, { service, year }: Query, rows: readonly Target[], labels: ReadonlyMap<string, string>): Html {
  const may = visit.may(checkers);
  return table({
    id: 'cibles', caption: 'Cibles', hideCaption: true, noun: ['cible', 'cibles'], rows,
    csvHref: withQuery({ path: '/indicateurs/cibles/export.csv', query: { service, annee: year === 0 ? undefined : String(year) } }),
    columns: [
      { key: 'indicateur', head: 'Indicateur', cell: ({ indicator }) => html`<a href="${hrefOf(indicator)}">${labels.get(indicator) ?? indicator}</a> <span class="app-unit">${indicator}</span>` },
      { key: 'annee', head: 'Année', numeric: true, cell: (target) => target.year }, { key: 'cible', head: 'Cible', numeric: true, cell: ({ value }) => exact(value) },
      { key: 'origine', head: 'Fixée par', cell: ({ origin, contract }) => html`${wordOf(targetOrigins, origin)}${contract !== '' && html`, <a href="/contrats/${contract}">contrat</a>`}` },
      { key: 'motif', head: 'Motif', cell: ({ reason }) => reason || '—' }, { key: 'avant', head: 'Avant', cell: (target) => former(visit, target) },
      ...(may ? [{ key: 'changer', head: 'Changer', cell: (target: Target) => html`<a class="fr-link fr-link--sm" href="${setHref(service, target)}">Changer<span class="fr-sr-only"> la cible ${target.year} de ${labels.get(target.indicator) ?? target.indicator}</span></a>` }] : []),
    ],
    empty: emptyState({ title: 'Aucune cible', what: 'Un objectif chiffré se fixe par indicateur, par année et par service (article D.4622-46 du code du travail).', who: 'La DREETS ou la caisse l’enregistre, d’après le contrat.' }),
  });
}

/** The targets of one service. */
export async function targetsPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const query = readQuery(visit, asked);
  const [rows, labels] = await Promise.all([read(visit, asked, query), labelsOf(visit)]);
  const years = [...new Set([...rows.map(({ year }) => year), Number(visit.today.slice(0, 4)), Number(visit.today.slice(0, 4)) - 1])].sort((a, b) => b - a);
  const body = html`${indicatorTabs('cibles', true)}
    ${visit.may(checkers) && query.service !== '' && html`<div class="fr-mb-2w">${actions(action({ id: 'definir', text: 'Fixer une cible', to: { href: setHref(query.service) } }))}</div>`}
    ${filters({ action: asked.path, fields: [selectField({ name: 'service', label: 'Service', value: query.service, options: servicesFor(visit) }),
      selectField({ name: 'annee', label: 'Année', value: query.year === 0 ? '' : String(query.year), prompt: 'Toutes', options: years.map((year) => ({ value: String(year), label: String(year) })) })] })}
    ${tableOf(visit, asked, query, rows, labels)}`;
  const notice = noticeOf(asked, doneWords);
  return pageAnswer(frame(visit, asked, { title: 'Cibles', lead: query.service === '' ? 'Aucun service n’est connu.' : `${visit.nameOf(query.service)} : ${plural(rows.length, 'cible')}.`, breadcrumb: listTrail, body, ...(notice ? { notice } : {}) }));
}

export async function targetsCsv(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const query = readQuery(visit, asked);
  const labels = await labelsOf(visit);
  return csvAnswer(`cibles-${query.service}`, [
    { head: 'Service', value: ({ service }) => visit.nameOf(service) }, { head: 'SIREN', value: ({ service }) => service }, { head: 'Code', value: ({ indicator }) => indicator }, { head: 'Indicateur', value: ({ indicator }) => labels.get(indicator) },
    { head: 'Année', value: ({ year }) => year }, { head: 'Cible', value: ({ value }) => value }, { head: 'Fixée par', value: ({ origin }) => wordOf(targetOrigins, origin) }, { head: 'Motif', value: ({ reason }) => reason },
  ], await read(visit, asked, query));
}

const schema = z.object({ service: text(20), indicator: text(40), year: count(), value: decimal(), origin: text(20), reason: optionalText(2000) });
const queryText = (asked: Asked, name: string): string => { const value = asked.address.query[name]; return typeof value === 'string' ? value : ''; };

interface Choices {
  readonly indicators: readonly { readonly value: string; readonly label: string }[];
}

/** Sets or changes one target. */
export const targetRoutes = routesOf<Choices, typeof schema>({
  path: '/indicateurs/cibles/definir', access: checkers, title: () => 'Fixer une cible', trail: () => [...listTrail, { href: '/indicateurs/cibles', text: 'Cibles' }], schema: () => schema, submit: 'Enregistrer la cible',
  load: async (visit) => {
    const { indicators } = await visit.calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial({}));
    return { indicators: indicators.filter(({ unit }) => unit !== 'narrative').map(({ code, label }) => ({ value: code, label: `${code} — ${label}` })) };
  },
  first: (_about, asked) => ({ service: queryText(asked, 'service'), indicator: queryText(asked, 'indicateur'), year: queryText(asked, 'annee'), origin: 'contrat' }),
  fields: ({ indicators }, shown, visit) => html`${selectField({ ...input(shown, 'service'), label: 'Service', prompt: 'Choisir un service', options: organisationOptions(visit, ['service']) })}
    ${selectField({ ...input(shown, 'indicator'), label: 'Indicateur', prompt: 'Choisir un indicateur', options: indicators })}
    ${textField({ ...input(shown, 'year'), label: 'Année', width: 'short', inputmode: 'numeric' })}${textField({ ...input(shown, 'value'), label: 'Cible', width: 'short', inputmode: 'decimal', hint: 'Un nombre, zéro compris' })}
    ${selectField({ ...input(shown, 'origin'), label: 'Fixée par', options: [{ value: 'contrat', label: 'Le contrat' }, { value: 'avenant', label: 'Un avenant' }, { value: 'fonds', label: 'La caisse' }, { value: 'autre', label: 'Autre' }] })}
    ${textArea({ ...input(shown, 'reason'), label: 'Motif', hint: 'Obligatoire quand une cible change ; l’ancienne reste lisible', rows: 3, optional: true })}`,
  send: async (_about, { reason = '', ...target }, { visit, cause }) => {
    const { position } = await visit.calls.indicators.setTarget(SetTargetRequest.fromPartial({ cause, ...target, reason }));
    return { position, to: withQuery({ path: '/indicateurs/cibles', query: { service: target.service, annee: String(target.year) } }), what: 'cible' };
  },
});
