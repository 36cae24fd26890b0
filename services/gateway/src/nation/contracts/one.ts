import { frenchNumber, isLegalDate, plural, regionOf, Refusal, type Instant } from '@cpom/kernel';
import type { ContractState } from '@cpom/proto/contracts/v1/events';
import { GetContractRequest, type ContractRow, type PublishedContract } from '@cpom/proto/national/v1/national';
import { alert, anchors, definitions, disclosure, html, moment, nothing, section, sourceNote, table, type Content, type Html } from '../../ui/index.ts';
import type { Asked } from '../../site/asked.ts';
import { frame } from '../../site/frame.ts';
import { pageAnswer, type Answer } from '../../site/route.ts';
import { auField, auForm, link, shownDay, type ShownDay } from '../au.ts';
import type { NationVisit } from '../calls.ts';
import { freshnessOf, regionHref } from '../dashboard/regions.ts';
import { serviceHref } from '../services/row.ts';
import { dateOr, flagName, originName, shapeName, statusBadge, statusName } from '../words.ts';
import { intervalsTable, opinionsTable, partiesTable, rulesList, sheetsTable, signaturesTable, stagesTable, type NameOf } from './parts.ts';
import { contractColumns, contractHref, contractName, daysLeftOf, expiryOf } from './row.ts';

/** A contract as published, with the names that were right on the day shown. */
interface Shown {
  readonly row: ContractRow;
  readonly contract: ContractState;
  readonly published: PublishedContract;
  readonly shown: ShownDay;
  readonly nameOf: NameOf;
}

const services = ({ row, shown }: Shown): Content =>
  (row.services.length === 0 ? 'n.r.' : row.services.map(({ service, name }, index) => [index > 0 && html`<br>`, html`<a href="${serviceHref(service, shown)}">${name}</a>`]));

const facts = (model: Shown): Html => {
  const { row, contract, shown } = model;
  return definitions([
    { term: 'Région', value: html`<a href="${regionHref(row.region, shown)}">${row.regionName}</a> — ${model.nameOf(contract.authority)}` },
    { term: 'Forme', value: shapeName(row.shape) }, { term: 'Services', value: services(model) },
    { term: 'Signé le', value: dateOr(row.signedOn, 'pas encore signé') },
    { term: contract.signed ? 'Prend effet le' : 'Prise d’effet prévue le', value: dateOr(row.effectiveFrom) },
    { term: contract.signed ? 'Échéance' : 'Échéance prévue', value: `${expiryOf(row)}${row.daysLeft === undefined ? '' : ` — ${daysLeftOf(row)}`}` },
    ...(contract.followUpOn === '' ? [] : [{ term: 'Point prévu sur l’échéance', value: dateOr(contract.followUpOn) }]),
    { term: 'Règles nationales', value: row.ruleSet === '' ? 'n.r.' : `version ${row.ruleSet}` },
    ...(row.commonReference === '' ? [] : [{ term: 'Référence commune à plusieurs régions', value: row.commonReference }]),
    { term: 'Origine', value: `${originName(row.origin)}${row.recordedAfterwards ? ' — repris après coup : les règles sont constatées, aucune ne bloque' : ''}` },
  ]);
};

const beforeSignature = (): Html => alert('info', 'Contrat en préparation', 'Avant la signature, la région publie les dates, les stades et les services concernés ; le texte, les avis et les parties le sont à la signature.');

function signedParts({ contract, nameOf }: Shown): Html {
  const indicator = (code: string): Content => html`<a href="${link(`/indicateurs/${encodeURIComponent(code)}`, { au: undefined }, { region: contract.region })}">${code}</a>`;
  return html`${section('parties', 'Parties', partiesTable(contract.parties, nameOf))}
    ${section('avis', 'Avis', opinionsTable(contract.opinions, nameOf))}
    ${section('signatures', 'Signatures', signaturesTable(contract.signatures, nameOf))}
    ${section('fiches', 'Fiches action', sheetsTable(contract.sheets, indicator))}
    <div id="regles">${contract.rules.length === 0 ? section('regles-vides', 'Règles', html`<p>Aucun constat n’est publié.</p>`) : rulesList(contract.rules)}</div>`;
}

const twins = ({ published, shown }: Shown): Html => (published.twins.length === 0 ? nothing : section('jumeaux', 'Contrats jumeaux', table({
  id: 'jumeaux-table', caption: 'Contrats conclus ensemble dans d’autres régions', noun: ['contrat', 'contrats'], rows: published.twins, columns: contractColumns(shown).map((column) => ({ ...column, sortable: false })),
})));

const parts = (signed: boolean): readonly { id: string; text: string }[] => [
  ...(signed ? [['parties', 'Parties'], ['avis', 'Avis'], ['signatures', 'Signatures'], ['fiches', 'Fiches action'], ['regles', 'Règles']] : []), ['vie', 'Vie du contrat'],
].map(([id = '', text = '']) => ({ id, text }));

const body = (model: Shown, visit: NationVisit, action: string): Html => html`${auForm(action, model.shown)}
  ${model.row.flags.length > 0 && alert('warning', model.row.flags.map(flagName).join(' ; '))}
  ${facts(model)}${sourceNote(`Publié par la région ${model.row.regionName}${model.published.dataAt === '' ? '' : `, enregistré le ${moment(model.published.dataAt as Instant, visit.info.timeZone)}`}.`, freshnessOf(model.published.dataAt, visit.now), model.shown.au !== undefined && 'L’état et les noms sont ceux de la date choisie ; les faits sont ceux que la région publie aujourd’hui.')}
  ${model.contract.signed ? anchors(parts(true)) : beforeSignature()}
  ${model.contract.signed && signedParts(model)}
  ${section('vie', 'Vie du contrat', html`${intervalsTable(model.contract.intervals)}${model.contract.stages.length > 0 && disclosure('Étapes de la préparation, avec les motifs de retour', stagesTable(model.contract.stages))}`)}
  ${twins(model)}`;

function lead({ row, contract }: Shown): string {
  const held = row.status === 'active' && isLegalDate(row.expiresOn) ? `, jusqu’au ${expiryOf(row)}` : '';
  const means = contract.signed ? ` ; ${plural(row.sheets, 'fiche')} action dont ${row.sheetsWithTarget === 0 ? 'aucune' : frenchNumber(row.sheetsWithTarget)} avec une cible` : '';
  return `${statusName(row.status)}${held} : contrat ${shapeName(row.shape).toLowerCase()} de ${plural(row.services.length, 'service')}${means}.`;
}

/** A contract as its region published it. */
export async function contractPage(visit: NationVisit, asked: Asked): Promise<Answer> {
  const [region, id] = [asked.param('region'), asked.param('id')];
  if (!regionOf(region)) throw new Refusal('not-found', 'Aucune région ne porte ce code. Cherchez le contrat dans la liste des contrats.');
  const shown = shownDay(visit, asked, asked.query(auField).au);
  const published = await visit.calls.national.getContract(GetContractRequest.fromPartial({ region, id, on: shown.on }));
  const { summary: row, contract } = published;
  if (!row || !contract) throw new Refusal('not-found', 'Ce contrat n’est pas publié. Cherchez-le dans la liste des contrats.');
  const names = new Map(published.organisations.map((one) => [one.id, one.name]));
  const model: Shown = { row, contract, published, shown, nameOf: (code) => names.get(code) ?? visit.nameOf(code) };
  return pageAnswer(frame(visit, asked, {
    title: row.title || contractName(row), lead: lead(model), aside: statusBadge(row.status),
    breadcrumb: [{ href: link('/', shown), text: 'Tableau de bord' }, { href: link('/contrats', shown, { region }), text: `Contrats, ${row.regionName}` }],
    ...(shown.atDate && { atDate: shown.atDate }), body: body(model, visit, contractHref(row, { au: undefined })),
  }));
}
