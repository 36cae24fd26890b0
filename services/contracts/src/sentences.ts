import { plural } from '@cpom/kernel';
import type { Rectification } from '@cpom/proto/contracts/v1/contracts';
import type { HistoryEntry } from '@cpom/proto/directory/v1/directory';
import type { Contract, ContractEvent, ContractFact, Rectified } from './contract.ts';
import type { Names } from './reading.ts';
import { contractText, correctionTexts, dateText, headingText, opinionText, signatureText, termText } from './sentences/facts.ts';

const stageVerbs: Readonly<Record<string, string>> = {
  negotiation: 'a ouvert la négociation', consultation: 'a passé le contrat en consultation', validated: 'a validé le contrat',
  signing: 'a mis le contrat à la signature', abandoned: 'a abandonné le contrat',
};

/** « 20 règles : 17 respectées, 2 en alerte, 1 écartée ». */
function judgedText(rules: readonly { readonly outcome: string }[]): string {
  const count = (outcome: string): number => rules.filter((rule) => rule.outcome === outcome).length;
  const said = (outcome: string, one: string, many: string): string[] => (count(outcome) === 0 ? [] : [plural(count(outcome), one, many)]);
  const parts = [
    ...said('met', 'respectée', 'respectées'), ...said('not-met', 'non respectée', 'non respectées'),
    ...said('warned', 'en alerte', 'en alerte'), ...said('overridden', 'écartée', 'écartées'),
  ];
  return `a fait constater ${plural(rules.length, 'règle')} : ${parts.join(', ')}`;
}

function openingText(event: ContractEvent): string | undefined {
  if (event.type === 'ContractDrafted') return `a commencé le ${contractText(event)} le ${dateText(event.on)}`;
  if (event.type === 'ContractImported') return `a repris le ${contractText(event.contract)}, déjà conclu ou engagé`;
  return event.type === 'StageEntered' ? `${stageVerbs[event.stage] ?? 'a changé d\'étape'} (${dateText(event.on)})` : undefined;
}

/** What happened, without its subject: « a enregistré la signature de … ». */
function contentText(event: ContractEvent, titles: Titles, names: Names): string {
  switch (event.type) {
    case 'ContractDescribed': return `a décrit le contrat : ${headingText(event.heading)}`;
    case 'TermSet': return `a fixé la durée : ${termText(event.term)}`;
    case 'PartyAdded': return `a ajouté ${names(event.party.organisation)} aux parties`;
    case 'PartyWithdrawn': return `a retiré ${names(event.organisation)} des parties (${dateText(event.on)})`;
    case 'OpinionAsked': return `a saisi ${names(event.opinion.body)} le ${dateText(event.opinion.askedOn)}`;
    case 'OpinionRecorded': return `a enregistré : ${opinionText(event.opinion, names)}`;
    case 'SignatureRecorded': return `a enregistré la ${signatureText(event.signature, names)}`;
    case 'ContractSigned': return `a constaté que toutes les parties ont signé (${dateText(event.on)})`;
    case 'SheetPut': return `a écrit la fiche « ${event.sheet.title} »`;
    case 'SheetRemoved': return `a retiré la fiche ${titles(event.sheet)}`;
    case 'LeadNamed': return `a désigné pour ${names(event.lead.service)} le référent de la fiche ${titles(event.sheet)} : ${event.lead.function}`;
    case 'DocumentAttached': return `a joint le document « ${event.document.name} »`;
    case 'DocumentDetached': return `a retiré le document ${titles(event.document)}`;
    case 'RuleOverridden': return `a passé outre à la règle ${titles(event.rule)}`;
    case 'OverrideLifted': return `a rétabli la règle ${titles(event.rule)}`;
    case 'RulesJudged': return judgedText(event.rules);
    case 'FactRectified': {
      const { subject, former, corrected } = correctionTexts(event.correction, names);
      return `a rectifié ${subject} : « ${former} » devient « ${corrected} »`;
    }
    default: return openingText(event) ?? 'a modifié le contrat';
  }
}

type Titles = (id: string) => string;

/** Titles that the facts give to sheets and documents; a rule is named by its text. */
function titlesIn(facts: readonly ContractFact[], rules: ReadonlyMap<string, string>): Titles {
  const found = new Map<string, string>(rules);
  for (const { event } of facts) {
    if (event.type === 'SheetPut') found.set(event.sheet.id, event.sheet.title);
    if (event.type === 'DocumentAttached') found.set(event.document.id, event.document.name);
    if (event.type === 'ContractImported') for (const one of event.contract.sheets) found.set(one.id, one.title);
    if (event.type === 'ContractImported') for (const one of event.contract.documents) found.set(one.id, one.name);
  }
  return (id) => `« ${found.get(id) ?? id} »`;
}

/** The history as a reader tells it, oldest first. A reason that was erased by law says so. */
export function historyOf(facts: readonly ContractFact[], names: Names, rules: ReadonlyMap<string, string>): HistoryEntry[] {
  const titles = titlesIn(facts, rules);
  return facts.map((fact): HistoryEntry => ({
    recordedAt: fact.recordedAt, actorId: fact.actor.actorId, role: fact.actor.role, organisation: fact.actor.organisation,
    type: fact.event.type, summary: contentText(fact.event, titles, names),
    reason: fact.erased ? '(effacé)' : (fact.event.text?.['reason'] ?? ''),
  }));
}

const rectificationOf = (one: Rectified, names: Names): Rectification => ({
  recordedAt: one.recordedAt, role: one.role, organisation: one.organisation, reason: one.reason,
  kind: one.correction.kind, key: one.correction.key, ...correctionTexts(one.correction, names),
});

/** What was corrected, with the former value readable. */
export const rectificationsOf = (contract: Contract, names: Names): Rectification[] =>
  contract.rectifications.map((one) => rectificationOf(one, names));
