import type { ActionLead } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractEvent, ContractFact, EventOf } from '../contract.ts';
import { byId, byOrganisation, draft, entered, enterStage, put, reasonIn, recordImported, tellOpinion, withdraw } from './parts.ts';
import { rectify } from './rectified.ts';

const without = <T extends { readonly id: string }>(items: readonly T[], id: string): readonly T[] => items.filter((item) => item.id !== id);

function nameLead(contract: Contract, { sheet: id, lead }: EventOf<'LeadNamed'>): Contract {
  const named = (leads: readonly ActionLead[]): ActionLead[] => [...put(leads, lead, (one) => one.service)];
  return { ...contract, sheets: contract.sheets.map((sheet) => (sheet.id === id ? { ...sheet, leads: named(sheet.leads) } : sheet)) };
}

function override(contract: Contract, event: EventOf<'RuleOverridden'>): Contract {
  const { rule, on } = event;
  return { ...contract, overrides: put(contract.overrides, { rule, on, reason: reasonIn(event) }, (one) => one.rule) };
}

function judge(contract: Contract, { ruleSet, rules }: EventOf<'RulesJudged'>): Contract {
  const reason = (code: string): string => contract.overrides.find((given) => given.rule === code)?.reason ?? '';
  return { ...contract, ruleSet, rules: rules.map((rule) => (rule.outcome === 'overridden' ? { ...rule, overrideReason: reason(rule.code) } : rule)) };
}

const one = (contract: Contract, items: readonly { readonly id: string }[], id: string): number =>
  contract.numbered + (items.some((item) => item.id === id) ? 0 : 1);

/** A document with who added it and when: known from the fact, not from the request. */
function attach(contract: Contract, event: EventOf<'DocumentAttached'>, fact: ContractFact): Contract {
  const { actorId, role, organisation } = fact.actor;
  const document = { ...event.document, addedAt: fact.recordedAt, addedById: actorId, addedByRole: role, addedByOrganisation: organisation };
  return { ...contract, documents: put(contract.documents, document, byId), numbered: one(contract, contract.documents, document.id) };
}

function next(contract: Contract, event: ContractEvent, fact: ContractFact): Contract {
  switch (event.type) {
    case 'ContractDrafted': return draft(contract, event);
    case 'ContractImported': return recordImported(contract, event);
    case 'ContractDescribed': return { ...contract, heading: event.heading };
    case 'TermSet': return { ...contract, term: event.term };
    case 'PartyAdded': return { ...contract, parties: put(contract.parties, event.party, byOrganisation) };
    case 'PartyWithdrawn': return withdraw(contract, event);
    case 'StageEntered': return enterStage(contract, event);
    case 'OpinionAsked':
    case 'OpinionRecorded': return tellOpinion(contract, event);
    case 'SignatureRecorded': return { ...contract, signatures: put(contract.signatures, event.signature, byOrganisation) };
    case 'ContractSigned': return entered(contract, 'signed', event.on, '');
    case 'SheetPut': return { ...contract, sheets: put(contract.sheets, event.sheet, byId), numbered: one(contract, contract.sheets, event.sheet.id) };
    case 'SheetRemoved': return { ...contract, sheets: without(contract.sheets, event.sheet) };
    case 'LeadNamed': return nameLead(contract, event);
    case 'DocumentAttached': return attach(contract, event, fact);
    case 'DocumentDetached': return { ...contract, documents: without(contract.documents, event.document) };
    case 'RuleOverridden': return override(contract, event);
    case 'OverrideLifted': return { ...contract, overrides: contract.overrides.filter((given) => given.rule !== event.rule) };
    case 'RulesJudged': return judge(contract, event);
    case 'FactRectified': return rectify(contract, event, fact);
    default: return contract;
  }
}

/** The contract after one more fact. Total: an unknown kind of event, from a later version, changes nothing. */
export function evolve(contract: Contract, fact: ContractFact): Contract {
  return { ...next(contract, fact.event, fact), version: fact.version, recordedAt: fact.recordedAt };
}
