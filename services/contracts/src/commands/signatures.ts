import { Refusal } from '@cpom/kernel';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractEvent } from '../contract.ts';
import { signatureDate } from '../evolve/parts.ts';
import { allSigned, signatories, signatureOf } from '../reading.ts';
import { against, cited, evaluateRules, ruleSetFor } from '../rules/evaluate.ts';
import { after, mustBe, refuseAny, type Context } from './checks.ts';
import { aFreshSignature } from './shapes.ts';
import type { CommandOf } from './types.ts';

/** The reason of an override is prose, and stands in its own event where it can be erased. */
export const rulesJudged = (ruleSet: string, rules: readonly RuleResult[]): ContractEvent =>
  ({ type: 'RulesJudged', ruleSet, rules: rules.map((rule) => ({ ...rule, overrideReason: '' })) });

/** How the rules stand after these events, kept with the contract: what was judged stays judged. */
export function judged(contract: Contract, events: readonly ContractEvent[], context: Context): ContractEvent {
  const then = after(contract, events, context);
  return rulesJudged(ruleSetFor(then, context.today).code, evaluateRules(then, context, context.today));
}

/** Refuses with every rule that stands against it. */
export function refuseRules(stands: readonly { readonly code: string; readonly whatToDo: string; readonly article: string }[]): void {
  if (stands.length === 0) return;
  const details = stands.map((rule) => ({ field: `rule.${rule.code}`, message: cited(rule) }));
  throw new Refusal('rule', stands.length === 1 ? (details[0]?.message ?? '') : `${stands.length} règles s'y opposent encore.`, details);
}

/** Adds what follows when these events complete the signatures: the contract is signed and its rules are judged. */
export function signedIfComplete(contract: Contract, events: readonly ContractEvent[], context: Context): readonly ContractEvent[] {
  const then = after(contract, events, context);
  if (then.stage !== 'signing' || !allSigned(then)) return events;
  const signed: readonly ContractEvent[] = [...events, { type: 'ContractSigned', on: signatureDate(then) }];
  refuseRules(against(evaluateRules(after(contract, signed, context), context, context.today), 'signed'));
  return [...signed, judged(contract, signed, context)];
}

export const scanExists = (contract: Contract, id: string): boolean => id === '' || contract.documents.some((document) => document.id === id);

/** Records a signature given on paper or elsewhere; each party signs once. */
export function recordSignature(contract: Contract, { signature }: CommandOf<'record-signature'>, context: Context): readonly ContractEvent[] {
  mustBe(contract, ['signing'], 'l\'enregistrement d\'une signature', 'Le contrat doit être en cours de signature.');
  refuseAny(aFreshSignature(signature, context), scanExists(contract, signature.scan) ? [] : [{ field: 'signature.scan', message: 'Ce document n\'est pas joint au contrat.' }]);
  if (!signatories(contract).some((party) => party.organisation === signature.organisation)) {
    throw new Refusal('rule', 'Cet organisme n\'est pas appelé à signer ce contrat.');
  }
  if (signatureOf(contract, signature.organisation) !== undefined) {
    throw new Refusal('rule', 'La signature de cette partie est déjà enregistrée. Si elle est erronée, rectifiez-la en le motivant.');
  }
  return signedIfComplete(contract, [{ type: 'SignatureRecorded', signature }], context);
}
