import { frenchInstant, isDay, frenchDate, type Instant } from '@cpom/kernel';
import { roleName } from '@cpom/service';
import { ListContractsRequest } from '@cpom/proto/contracts/v1/contracts';
import type { Step } from '@cpom/proto/indicators/v1/indicators';
import type { Asked } from '../../../site/asked.ts';
import { frame, noticeOf } from '../../../site/frame.ts';
import { pageAnswer, type Answer } from '../../../site/route.ts';
import { action, actions, alert, definitions, html, section, type Content, type Html } from '../../../ui/index.ts';
import type { RegionVisit } from '../../calls.ts';
import { wordOf } from '../../contracts/words.ts';
import { authorityRoles, campaignTrail, isInEntry, readCampaign, sideOf, titleOf, type ReadCampaign } from '../about.ts';
import { leadOf } from '../grid/page.ts';
import { campaignTabs } from '../parts.ts';
import { checkStates, phaseBadge } from '../words.ts';
import { leftTable } from './left.ts';

export const doneWords: Readonly<Record<string, string>> = {
  transmis: 'La remontée est transmise : voici le récépissé', 'controle-fini': 'Votre contrôle est terminé', approuve: 'Les valeurs sont approuvées et verrouillées', rouvert: 'La remontée est rouverte',
};

interface Offered {
  readonly name: string;
  readonly text: string;
  readonly at: string;
  /** Phases in which it makes sense to show it. */
  readonly phases: readonly string[];
}

const entry = ['open', 'returned', 'reopened'];
const checking = ['submitted', 'checking'];
const offered: Readonly<Record<'spsti' | 'dreets' | 'fund', readonly Offered[]>> = {
  spsti: [{ name: 'submit', text: 'Transmettre la remontée', at: '/transmettre', phases: entry }, { name: 'recall', text: 'Rappeler la remontée', at: '/rappel', phases: checking }],
  fund: [{ name: 'check', text: 'Contrôler les lignes', at: '/controle', phases: checking }, { name: 'finish-check', text: 'Terminer mon contrôle', at: '/controle/fin', phases: checking }],
  dreets: [
    { name: 'check', text: 'Contrôler les lignes', at: '/controle', phases: checking }, { name: 'finish-check', text: 'Terminer mon contrôle', at: '/controle/fin', phases: checking },
    { name: 'approve', text: 'Approuver la remontée', at: '/approbation', phases: [...checking, 'checked'] }, { name: 'reopen', text: 'Rouvrir la remontée', at: '/reouverture', phases: ['approved'] },
  ],
};

const whoWaits: Readonly<Record<string, string>> = {
  open: 'Le service remplit ses lignes, puis sa direction transmet.', returned: 'Le service corrige les lignes renvoyées, puis sa direction transmet de nouveau.', reopened: 'Le service corrige, puis sa direction transmet de nouveau.',
  submitted: 'La DREETS et la caisse contrôlent, en parallèle.', checking: 'La DREETS et la caisse contrôlent, en parallèle.', checked: 'La DREETS approuve.', approved: 'Rien n’est plus attendu : les valeurs sont approuvées.',
};

/** The steps that this person may take now, the next one first; those that are not possible yet say why. */
export function stepButtons(visit: RegionVisit, { steps, summary, href }: ReadCampaign, without = ''): Html | undefined {
  const side = sideOf(visit, summary.service);
  const mine = side ? offered[side].filter(({ phases, name }) => phases.includes(summary.state) && name !== without) : [];
  const found = mine.flatMap((one): { one: Offered; step: Step }[] => { const step = steps.find(({ name }) => name === one.name); return step ? [{ one, step }] : []; });
  const first = found.findIndex(({ one, step }) => step.possible && !(one.name === 'check' && found.some((other) => other.one.name === 'approve' && other.step.possible)));
  if (found.length === 0) return undefined;
  return actions(...found.map(({ one, step }, index) => action({
    id: `etape-${one.name}`, text: one.text, to: { href: `${href}${one.at}` }, look: index === Math.max(0, first) ? 'primary' : 'secondary', ...(step.possible ? {} : { impossible: step.obstacles.join(' ') }),
  })));
}

const day = (instant: string): Content => (isDay(instant.slice(0, 10)) ? frenchDate(instant.slice(0, 10) as never) : '—');

/** The contracts that ask for these lines, by their titles. */
async function contractLinks(visit: RegionVisit, { contracts, summary }: ReadCampaign): Promise<Content> {
  if (contracts.length === 0) return 'aucun dans la plateforme';
  const page = await visit.calls.contracts.listContracts(ListContractsRequest.fromPartial({ organisation: summary.service, limit: 500 }));
  const titles = new Map(page.contracts.map(({ id, title, reference }) => [id, title || reference]));
  return html`${contracts.map((id, index) => html`${index > 0 && ', '}<a href="/contrats/${id}">${titles.get(id) ?? id}</a>`)}`;
}

const facts = (visit: RegionVisit, one: ReadCampaign, contracts: Content): Html => definitions([
  { term: 'Échéance', value: html`${day(one.summary.dueOn)}${visit.may(authorityRoles) && isInEntry(one.summary) && html` <a class="fr-link fr-link--sm" href="${one.href}/echeance">Reporter l’échéance</a>`}` },
  { term: 'Transmise le', value: one.receipt ? html`${day(one.summary.submittedAt)} <a class="fr-link fr-link--sm" href="${one.href}/recepisse">Récépissé</a>` : day(one.summary.submittedAt) },
  { term: 'Contrôle de la DREETS', value: wordOf(checkStates, one.summary.dreetsCheck) }, { term: 'Contrôle de la caisse', value: wordOf(checkStates, one.summary.fundCheck) },
  { term: 'Approuvée le', value: day(one.summary.approvedAt) },
  { term: 'Contrats qui demandent ces lignes', value: contracts },
]);

/** Where a submission stands: what comes next and by whom, what is left, and why a step is not possible yet. */
export async function lifePage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const one = await readCampaign(visit, asked);
  const service = leftTable(one, ['unanswered', 'blocked', 'to-explain', 'returned'], 'reste-service', 'Lignes attendues du service');
  const others = leftTable(one, ['fund-line', 'dreets-line', 'check'], 'reste-autres', 'Lignes attendues de la caisse et de la DREETS');
  const notice = noticeOf(asked, doneWords);
  const body = html`${campaignTabs(visit, one, 'transmission')}
    ${section('suite', 'La suite', html`<p>${whoWaits[one.summary.state] ?? ''}</p>${stepButtons(visit, one)}`)}
    ${section('faits', 'Où elle en est', facts(visit, one, await contractLinks(visit, one)))}
    ${section('reste', 'Ce qu’il reste au service', service ?? alert('success', 'Toutes les lignes du service sont remplies et cohérentes'))}
    ${others && section('autres', 'Ce qui est attendu de la caisse et de la DREETS', html`<p>Ces lignes n’empêchent pas de transmettre ; elles sont nécessaires à l’approbation.</p>${others}`)}`;
  return pageAnswer(frame(visit, asked, { title: 'Où en est la remontée', lead: `${titleOf(one)} : ${leadOf(one).charAt(0).toLowerCase()}${leadOf(one).slice(1)}`, aside: phaseBadge(one.summary), breadcrumb: campaignTrail(one), body, ...(notice ? { notice } : {}) }));
}

/** The proof that a submission was received, to print or keep. */
export async function receiptPage(visit: RegionVisit, asked: Asked): Promise<Answer> {
  const one = await readCampaign(visit, asked);
  const { receipt } = one;
  const notice = noticeOf(asked, doneWords);
  const body = receipt === undefined ? alert('info', 'Pas encore de récépissé', 'La remontée n’a pas été transmise. La direction du service la transmet quand tout est rempli.') : html`${definitions([
    { term: 'Numéro', value: receipt.number }, { term: 'Service', value: one.summary.serviceName }, { term: 'Période', value: one.label },
    { term: 'Reçue le', value: frenchInstant(receipt.submittedAt as Instant, visit.info.timeZone) }, { term: 'Transmise par', value: roleName(receipt.role) },
    { term: 'Lignes remplies', value: `${receipt.answered} sur ${receipt.asked}` }, { term: 'Empreinte des valeurs (SHA-256)', value: html`<code>${(receipt.digest.match(/.{1,8}/g) ?? []).map((part) => html`${part}<wbr>`)}</code>` },
  ])}<p>Ce récépissé atteste la réception des valeurs. Leur contrôle par la DREETS et par la caisse suit. La moindre valeur changée donnerait une autre empreinte.</p>
    ${actions(action({ id: 'retour', text: 'Revenir à la remontée', to: { href: `${one.href}/transmission` } }))}`;
  return pageAnswer(frame(visit, asked, { title: 'Récépissé', lead: titleOf(one), breadcrumb: campaignTrail(one), body, ...(notice ? { notice } : {}) }));
}
