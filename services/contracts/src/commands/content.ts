import { Refusal } from '@cpom/kernel';
import type { Contract, ContractEvent } from '../contract.ts';
import { evaluateRules } from '../rules/evaluate.ts';
import { mustBe, mustBeCurrent, mustBeOpen, mustExist, needed, numberedId, refuseAny, type Context } from './checks.ts';
import { aDocument, aFunction, aHeading, aSheet, aTerm } from './shapes.ts';
import type { CommandOf } from './types.ts';

export function describe(contract: Contract, { heading, expectedVersion }: CommandOf<'describe'>): readonly ContractEvent[] {
  mustBeOpen(contract, 'la modification du texte');
  mustBeCurrent(contract, expectedVersion);
  refuseAny(aHeading(heading));
  return [{ type: 'ContractDescribed', heading }];
}

export function setTerm(contract: Contract, { term, expectedVersion }: CommandOf<'set-term'>): readonly ContractEvent[] {
  mustBeOpen(contract, 'la modification de la durée');
  mustBeCurrent(contract, expectedVersion);
  refuseAny(aTerm(term));
  return [{ type: 'TermSet', term: { ...term, extended: false } }];
}

const sheetIn = (contract: Contract, id: string): Contract['sheets'][number] => {
  const sheet = contract.sheets.find((one) => one.id === id);
  if (sheet === undefined) throw new Refusal('not-found', 'Cette fiche n\'est pas, ou n\'est plus, dans le contrat.');
  return sheet;
};

/** Leads are named by their own command, which also works after signature: a sheet edited meanwhile does not lose them. */
export function putSheet(contract: Contract, { sheet, expectedVersion }: CommandOf<'put-sheet'>): readonly ContractEvent[] {
  mustBeOpen(contract, 'la modification d\'une fiche');
  mustBeCurrent(contract, expectedVersion);
  refuseAny(aSheet(sheet));
  if (sheet.id === '') return [{ type: 'SheetPut', sheet: { ...sheet, id: numberedId(contract, 'sheet') } }];
  const { leads } = sheetIn(contract, sheet.id);
  return [{ type: 'SheetPut', sheet: { ...sheet, leads: sheet.leads.length > 0 ? sheet.leads : leads } }];
}

export function removeSheet(contract: Contract, { sheet, reason }: CommandOf<'remove-sheet'>): readonly ContractEvent[] {
  mustBeOpen(contract, 'le retrait d\'une fiche');
  sheetIn(contract, sheet);
  return [{ type: 'SheetRemoved', sheet, ...(reason === '' ? {} : { text: { reason } }) }];
}

export function nameLead(contract: Contract, { sheet, lead }: CommandOf<'name-lead'>, context: Context): readonly ContractEvent[] {
  mustBe(contract, ['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed'], 'la désignation d\'un référent', 'Ce contrat n\'aura pas de suite.');
  sheetIn(contract, sheet);
  refuseAny(needed('lead.function', lead.function, 'Indiquez la fonction du référent.'), aFunction('lead.function', lead.function));
  if (!contract.parties.some((party) => party.role === 'service' && party.organisation === lead.service && party.withdrawnOn === '')) {
    throw new Refusal('rule', 'Ce service n\'est pas partie au contrat.');
  }
  return [{ type: 'LeadNamed', sheet, lead: { ...lead, namedOn: lead.namedOn || context.today } }];
}

export function attachDocument(contract: Contract, { document }: CommandOf<'attach-document'>): readonly ContractEvent[] {
  mustExist(contract);
  refuseAny(aDocument(document));
  return [{ type: 'DocumentAttached', document: { ...document, id: numberedId(contract, 'document') } }];
}

export function detachDocument(contract: Contract, { document, reason }: CommandOf<'detach-document'>): readonly ContractEvent[] {
  mustBe(contract, ['draft', 'negotiation', 'consultation', 'validated', 'signing'], 'le retrait d\'un document', 'Rectifiez-le en le motivant.');
  if (!contract.documents.some((one) => one.id === document)) throw new Refusal('not-found', 'Ce document n\'est pas joint au contrat.');
  if (contract.signatures.some((one) => one.scan === document) || contract.opinions.some((one) => one.document === document)) {
    throw new Refusal('rule', 'Ce document appuie une signature ou un avis : rectifiez d\'abord ce dernier.');
  }
  return [{ type: 'DocumentDetached', document, ...(reason === '' ? {} : { text: { reason } }) }];
}

const stillOpen: readonly Contract['stage'][] = ['draft', 'negotiation', 'consultation', 'validated', 'signing'];

/** Only a blocking rule that says so can be set aside, and only with a reason: it is shown, and sent to the nation. */
export function overrideRule(contract: Contract, { rule, reason }: CommandOf<'override-rule'>, context: Context): readonly ContractEvent[] {
  mustBe(contract, stillOpen, 'passer outre à une règle', 'On passe outre avant la signature.');
  refuseAny(needed('reason', reason, 'Motivez par écrit : le motif est montré aux parties et transmis à la DGT.'));
  const found = evaluateRules(contract, context, context.today).find((result) => result.code === rule);
  if (found === undefined) throw new Refusal('not-found', 'Cette règle ne s\'applique pas à ce contrat.');
  if (!found.overridable) throw new Refusal('rule', `On ne peut pas passer outre à cette règle : ${found.text} (${found.article})`);
  return [{ type: 'RuleOverridden', rule, on: context.today, text: { reason } }];
}

export function liftOverride(contract: Contract, { rule, reason }: CommandOf<'lift-override'>): readonly ContractEvent[] {
  mustBe(contract, stillOpen, 'le rétablissement d\'une règle', 'Ce qui a été jugé à la signature reste jugé.');
  if (!contract.overrides.some((one) => one.rule === rule)) throw new Refusal('not-found', 'Il n\'a pas été passé outre à cette règle.');
  return [{ type: 'OverrideLifted', rule, ...(reason === '' ? {} : { text: { reason } }) }];
}
