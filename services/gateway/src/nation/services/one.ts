import { Refusal } from '@cpom/kernel';
import { ListServicesRequest, type ServiceRow } from '@cpom/proto/national/v1/national';
import { badge, definitions, html, section, sourceNote, table, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auForm, link, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { accreditationName, dateOr, flagName, originName, regionName, statusBadge } from '../words.ts';
import { coverageBadge, daysWithout, serviceHref, workersInWords } from './row.ts';

const contracts = (row: ServiceRow, shown: ShownDay): Html => section('contrats', 'Contrats', table({
  id: 'contrats-service', caption: 'Contrats qui nomment ce service, le plus récent d’abord', noun: ['contrat', 'contrats'], rows: row.contracts, empty: html`<p>Aucun contrat publié ne nomme ce service.</p>`,
  columns: [
    { key: 'reference', head: 'Contrat', cell: (one) => html`<a href="${link(`/contrats/${one.region}/${encodeURIComponent(one.id)}`, shown)}">${one.reference || one.title || 'Contrat en préparation'}</a>` },
    { key: 'region', head: 'Région', cell: (one) => regionName(one.region) },
    { key: 'status', head: 'État', cell: (one) => html`${statusBadge(one.status)}${one.flags.map((flag) => html`<br><span class="app-unit">${flagName(flag)}</span>`)}` },
    { key: 'signed', head: 'Signé le', cell: (one) => dateOr(one.signedOn, '—') },
    { key: 'from', head: 'Prend effet le', cell: (one) => dateOr(one.effectiveFrom) },
    { key: 'to', head: 'Échéance', cell: (one) => `${dateOr(one.expiresOn)}${one.expiryProvisional ? ' (provisoire)' : ''}` },
  ],
}));

const gaps = ({ gaps: rows }: ServiceRow): Html | undefined => (rows.length === 0 ? undefined : section('interruptions', 'Interruptions', table({
  id: 'interruptions-table', caption: 'Temps passés sans contrat entre deux contrats', noun: ['interruption', 'interruptions'], rows,
  columns: [
    { key: 'from', head: 'Du', cell: (one) => dateOr(one.from) }, { key: 'to', head: 'Au', cell: (one) => dateOr(one.to) },
    { key: 'days', head: 'Durée', unit: 'jours', numeric: true, cell: (one) => `${one.atLeast ? 'au moins ' : ''}${one.days}` },
  ],
})));

const facts = (row: ServiceRow, shown: ShownDay): Html => definitions([
  { term: 'Nom', value: row.name }, { term: 'SIREN', value: row.service },
  { term: 'Régions', value: row.regions.map((code, index) => [index > 0 && ', ', html`<a href="${link(`/regions/${code}`, shown)}">${regionName(code)}</a>`]) },
  { term: 'Situation', value: html`${coverageBadge(row)}${row.flags.map((flag) => html` ${badge({ tone: 'warning', text: flagName(flag) })}`)}` },
  ...(row.covered ? [] : [
    { term: 'Sans contrat depuis', value: `${row.uncoveredSince === '' ? '' : `le ${dateOr(row.uncoveredSince)} : `}${daysWithout(row)}` },
    { term: 'Motif', value: row.reasons.length === 0 ? 'n.r.' : row.reasons.map(({ text }, index) => [index > 0 && html`<br>`, text]) },
  ]),
  { term: 'Agrément', value: row.accreditationEnd === '' ? 'n.r.' : `${accreditationName(row.accreditationState)}, fin le ${dateOr(row.accreditationEnd)}` },
  { term: 'Effectif', value: workersInWords(row) },
  ...(row.predecessors.length === 0 ? [] : [{ term: 'Issu de la fusion de', value: row.predecessors.map(({ service, name, mergedOn }, index) => [index > 0 && html`<br>`, html`${name || service} (fusion le ${dateOr(mergedOn)})`]) }]),
  { term: 'Origine', value: originName(row.origin) },
]);

const state = (row: ServiceRow): string => {
  if (row.covered) return row.signed ? 'sous CPOM actif' : 'couvert par effet rétroactif, sans contrat signé';
  const reason = row.reasons[0]?.text;
  return `sans contrat (${daysWithout(row)})${reason === undefined ? '' : ` : ${reason}`}`;
};

/** A service that merged is read with the one that took it over: the page says so, and leads there. */
function mergedPage(visit: NationVisit, asked: Asked, shown: ShownDay, id: string, heir: ServiceRow): Answer {
  const merged = heir.predecessors.find(({ service }) => service === id);
  const [name, heirName] = [merged?.name || id, heir.shortName || heir.name];
  return pageAnswer(frame(visit, asked, {
    title: name, lead: merged ? `${name} a fusionné le ${dateOr(merged.mergedOn)} : ce service se lit désormais avec ${heirName}.` : `${name} a fusionné : ce service se lit désormais avec ${heirName}.`,
    breadcrumb: [{ href: link('/', shown), text: 'Tableau de bord' }, { href: link('/services', shown), text: 'Services' }], ...(shown.atDate && { atDate: shown.atDate }),
    body: html`${auForm(serviceHref(id, { au: undefined }), shown)}
      <p><a class="fr-link" href="${serviceHref(heir.service, shown)}">Voir ${heirName}</a></p>
      <p><a class="fr-link" href="${link('/remontees', shown, { q: id })}">Remontées de ce service</a></p>`,
  }));
}

/** A service as the nation knows it. */
export async function servicePage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const id = asked.param('siren');
  const shown = shownDay(visit, asked, asked.query(auField).au);
  const { services } = await visit.calls.national.listServices(ListServicesRequest.fromPartial({ contains: id, on: shown.on, limit: 50 }));
  const row = services.find(({ service }) => service === id);
  const heir = /^\d{9}$/.test(id) ? services.find(({ predecessors }) => predecessors.some(({ service }) => service === id)) ?? services[0] : undefined;
  if (!row && heir) return mergedPage(visit, asked, shown, id, heir);
  if (!row) throw new Refusal('not-found', 'Aucun service connu à cette date ne porte ce SIREN. Cherchez-le dans la liste des services.');
  return pageAnswer(frame(visit, asked, {
    title: row.shortName || row.name, lead: `${row.shortName || row.name} est ${state(row)}, ${workersInWords(row)}.`,
    breadcrumb: [{ href: link('/', shown), text: 'Tableau de bord' }, { href: link('/services', shown), text: 'Services' }], ...(shown.atDate && { atDate: shown.atDate }),
    body: html`${auForm(serviceHref(id, { au: undefined }), shown)}${facts(row, shown)}${contracts(row, shown)}${gaps(row)}
      ${sourceNote('Ce que les régions ont publié ; les remontées de ce service se lisent dans « Remontées ».')}
      <p><a class="fr-link" href="${link('/remontees', shown, { q: id })}">Remontées de ce service</a></p>`,
  }));
}
