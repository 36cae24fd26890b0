import { plural, type Day } from '@cpom/kernel';
import { disclosure, html, withQuery, type Html } from '../../../ui/index.ts';
import type { Asked } from '../../../site/asked.ts';
import { frame } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import type { RegionVisit } from '../../calls.ts';
import { dateOr, isPresent, listTrail, nameOf, readContract, unsigned } from '../about.ts';
import { statusBadges } from '../statuses.ts';
import { statuses, wordOf } from '../words.ts';
import { datesForm, readDates } from './asked-dates.ts';
import { documentsPart } from './documents.ts';
import { doneNotice } from './done-words.ts';
import { historyPart } from './history.ts';
import { indicatorsPart } from './indicators.ts';
import { readLabels } from './labels.ts';
import { lifePart } from './life.ts';
import { inWords, viewOf, type ContractView } from './model.ts';
import { opinionsPart } from './opinions.ts';
import { partiesPart } from './parties.ts';
import { sheetsPart } from './sheets.ts';
import { signaturesPart } from './signatures.ts';
import { textPart } from './text.ts';

/** « Contrat collectif de 7 services, en vigueur du 10/02/2022 au 31/12/2022 (échéance provisoire) ». */
export function contractSentence(view: ContractView): string {
  const { contract, visit } = view;
  const services = contract.parties.filter((party) => party.role === 'service' && isPresent(party)).map((party) => party.writtenName || visit.nameOf(party.organisation));
  const whose = services.length === 0 ? 'sans service partie pour l’instant' : services.length > 3 ? `de ${services.length} services` : `de ${inWords(services)}`;
  const funds = inWords(contract.parties.filter((party) => party.role === 'fund' && isPresent(party)).map((party) => visit.nameOf(party.organisation)));
  const missing = contract.stage === 'signing' ? ` : ${plural(unsigned(contract).length, 'signature manquante', 'signatures manquantes')}` : '';
  const signed = contract.signedOn === '' ? '' : `, signé ${contract.signedOn.length === 10 ? 'le' : 'en'} ${dateOr(contract.signedOn)}`;
  return `Contrat ${contract.heading.shape === 'collective' ? 'collectif' : 'individuel'} ${whose}${funds === '' ? '' : `, avec ${funds}`}${signed}. ${contract.statusText}${missing}.`;
}

const contents = [
  { id: 'vie', text: 'Vie du contrat' }, { id: 'parties', text: 'Parties' }, { id: 'avis', text: 'Avis des instances' }, { id: 'signatures', text: 'Signatures' },
  { id: 'fiches', text: 'Fiches action' }, { id: 'indicateurs', text: 'Indicateurs demandés' }, { id: 'documents', text: 'Documents' }, { id: 'texte', text: 'Texte et durée' }, { id: 'historique', text: 'Historique' },
];

/** The parts of the page in one line or two, so that the next step stays in view. */
const wayIn = (parts: readonly { readonly id: string; readonly text: string }[]): Html => html`<nav class="app-buttons" aria-label="Sommaire"><ul class="fr-tags-group">${parts.map((part) =>
  html`<li><a class="fr-tag fr-tag--sm" href="#${part.id}">${part.text}</a></li>`)}</ul></nav>`;

const tools = ({ href, dates }: ContractView, today: Day): Html => html`${disclosure('Consulter le contrat à une autre date', datesForm(href, dates, today), dates.past || Object.keys(dates.wrong).length > 0)}`;

const printHref = ({ href, dates }: ContractView): string => withQuery({ path: `${href}/impression`, query: dates.past ? { au: dates.on, connu: dates.knownOn } : {} });

/** A contract: where it stands, what comes next, and everything it is made of, on a day and as known on a day. */
export async function contractPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const dates = readDates(visit, asked);
  const contract = await readContract(visit, asked, dates.past ? { on: dates.on, ...(dates.knownOn ? { knownOn: dates.knownOn } : {}) } : {});
  const view = viewOf(visit, contract, dates);
  const indicators = indicatorsPart(view, await readLabels(visit));
  const notice = doneNotice(asked);
  const body = html`${wayIn(contents.filter((one) => one.id !== 'indicateurs' || indicators))}${tools(view, visit.today)}${lifePart(view)}${partiesPart(view)}${opinionsPart(view)}${signaturesPart(view)}
    ${sheetsPart(view)}${indicators}${documentsPart(view)}${textPart(view)}${historyPart(view)}<p><a class="fr-link" href="${printHref(view)}">Version à imprimer du contrat entier</a></p>`;
  return pageAnswer(frame(visit, asked, {
    title: nameOf(contract), lead: contractSentence(view), aside: statusBadges(contract.status, wordOf(statuses, contract.status), contract.statusFlags), breadcrumb: listTrail, body,
    ...(dates.atDate ? { atDate: dates.atDate } : {}), ...(notice ? { notice } : {}),
  }));
}
