import type { StageEntry } from '@cpom/proto/contracts/v1/facts';
import type { NextStep } from '@cpom/proto/contracts/v1/contracts';
import { action, actions, alert, html, section, type Html } from '../../../ui/index.ts';
import { dateOr, unsigned } from '../about.ts';
import { stageBadge } from '../statuses.ts';
import { stages as stageWords, wordOf } from '../words.ts';
import { rulesOf } from './rules.ts';
import type { ContractView } from './model.ts';

const way = ['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed'] as const;

const entryOf = (entries: readonly StageEntry[], stage: string): StageEntry | undefined => entries.findLast((entry) => entry.stage === stage);

/** Where the contract stands on its way: done, here, to come; never by colour alone. */
function stepState(view: ContractView, stage: string): Html {
  const { contract } = view;
  const [here, index] = [way.findIndex((one) => one === contract.stage), way.findIndex((one) => one === stage)];
  const entry = entryOf(contract.stages, stage);
  if (stage === 'signed' && contract.signedOn !== '') return stageBadge('success', 'Fait', contract.signedOn);
  if (contract.stage === 'abandoned') return entry ? stageBadge('neutral', 'Fait', entry.on) : stageBadge('neutral', 'Sans suite', '');
  if (index < here) return entry ? stageBadge('success', 'Fait', entry.on) : stageBadge('neutral', 'Date non connue', '');
  if (index === here) return stageBadge('info', 'En cours', entry?.on ?? '', 'depuis le');
  return html`<span class="fr-text--sm">À venir</span>`;
}

const stepper = (view: ContractView): Html => html`<div class="fr-mb-4w"><ol class="fr-raw-list fr-grid-row fr-grid-row--gutters" aria-label="Étapes du contrat">${way.map((stage) => html`<li class="fr-col-12 fr-col-sm-6 fr-col-md-4 fr-col-lg-2"${stage === view.contract.stage && html` aria-current="step"`}>
  <strong>${wordOf(stageWords, stage)}</strong><br>${stepState(view, stage)}</li>`)}</ol></div>`;

const backs = (view: ContractView): Html | undefined => {
  const gone = view.contract.stages.filter((entry) => entry.reason !== '');
  if (gone.length === 0) return undefined;
  return html`<ul>${gone.map((entry) => html`<li>${wordOf(stageWords, entry.stage)}, le ${dateOr(entry.on)} : <q>${entry.reason}</q></li>`)}</ul>`;
};

function hrefOfStep({ contract, href }: ContractView, step: NextStep): string {
  if (step.code !== 'record-signature') return `${href}/etapes/${step.code}`;
  const [first, ...others] = unsigned(contract);
  return first && others.length === 0 ? `${href}/signatures/${first.organisation}` : '#signatures';
}

const mayDo = (view: ContractView, code: string): boolean => (['validate', 'abandon'].includes(code) ? view.decides : view.prepares);

const reasonsOf = ({ possible, reasons }: NextStep): Html | undefined => {
  if (possible) return undefined;
  return reasons.length === 1 ? html`${reasons[0]}` : html`${reasons.length} règles restent à satisfaire, dans la liste ci-dessous.`;
};

/** The next legal step as one main button, with why it is not possible yet; the ways back beside it. */
function nextStep(view: ContractView): Html | undefined {
  const { contract, dates } = view;
  if (dates.past) return undefined;
  const steps = contract.nextSteps.filter((step) => mayDo(view, step.code) || (step.code === 'record-signature' && view.decides));
  if (steps.length === 0) return waiting(view);
  return actions(...steps.map((step) => action({
    id: `etape-${step.code}`, text: step.label, to: { href: hrefOfStep(view, step) }, look: step.main ? 'primary' : 'tertiary', impossible: reasonsOf(step),
  })));
}

/** Who does the next step, for somebody who may not. */
function waiting({ contract, visit }: ContractView): Html | undefined {
  const main = contract.nextSteps.find((step) => step.main);
  if (!main) return undefined;
  return html`<p><strong>Prochaine étape :</strong> ${main.label}. Elle revient à ${visit.nameOf(contract.authority)}.</p>`;
}

const ended = ({ contract }: ContractView): Html | undefined =>
  (contract.stage === 'abandoned' ? alert('info', 'Ce contrat a été abandonné', html`Il reste lisible ; il ne peut plus être repris. Préparez un autre contrat si la négociation reprend.`) : undefined);

/** The life of the contract: where it stands, what comes next and which rules stand against it. */
export const lifePart = (view: ContractView): Html => section('vie', 'Vie du contrat', html`${ended(view)}${stepper(view)}${backs(view)}<div class="fr-mb-4w">${nextStep(view)}</div>${rulesOf(view)}`);
