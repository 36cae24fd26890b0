import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import type { Day, LegalDate } from '@cpom/kernel';
import type { Contract } from '../contract.ts';
import { effectiveFrom, enteredOn, signedOn } from '../reading.ts';
import type { Check, Finding, RuleInput, Surroundings } from './input.ts';
import * as national from './national.ts';
import * as opinions from './opinions.ts';
import * as parties from './parties.ts';
import { ruleSetOn, type Effect, type RuleSet } from './rule-sets.ts';
import * as sheets from './sheets.ts';
import { ruleTable, type Gate, type Rule } from './table.ts';
import * as term from './term.ts';

const checks: ReadonlyMap<string, Check> = new Map([
  ['parties.service', parties.service], ['parties.authority', parties.authority], ['parties.fund', parties.fund], ['parties.shape', parties.shape],
  ['accreditation.held', parties.accreditationHeld], ['accreditation.covers', parties.accreditationCovers],
  ['opinions.sense', opinions.sense],
  ['term.expiry', term.expiry], ['term.order', term.order], ['term.sixty', term.sixty],
  ['term.provisional', term.provisional], ['term.extended', term.extended], ['term.retroactive', term.retroactive],
  ['national.pdp', national.pdp], ['national.theme', national.theme], ['national.individual', national.individual], ['national.pdp-cell', national.pdpCell],
  ['sheets.present', sheets.present], ['sheets.aims', sheets.aims], ['sheets.deadline', sheets.deadline], ['sheets.indicators', sheets.indicators],
  ['sheets.commitments', sheets.commitments], ['sheets.targets', sheets.targets], ['sheets.leads', sheets.leads],
  ['follow-up.stated', sheets.followUp], ['conventions.annexed', sheets.conventions],
  ['signatures.all', parties.allSignatures], ['signatures.evidence', parties.signatureEvidence],
]);

/** A rule of one generation, with its effect settled and what checks it. */
interface Applied {
  readonly rule: Rule;
  readonly effect: Effect;
  readonly check: Check;
}

function effectIn(set: RuleSet, rule: Rule): Effect | undefined {
  return rule.effect === 'rule-set' ? set.effects[rule.code] : rule.effect;
}

/** The rules that a generation applies, in the order of the checklist: opinions stand where their sense does. */
export function rulesOf(set: RuleSet): Applied[] {
  const required = opinions.opinionRules(set).flatMap((rule, index): Applied[] => {
    const body = set.requiredOpinions[index];
    return body === undefined ? [] : [{ rule, effect: 'block', check: opinions.requiredOpinion(body) }];
  });
  return ruleTable.flatMap((rule): Applied[] => {
    const [effect, check] = [effectIn(set, rule), checks.get(rule.code)];
    const own = effect === undefined || check === undefined ? [] : [{ rule, effect, check }];
    return rule.code === 'opinions.sense' ? [...required, ...own] : own;
  });
}

function outcomeOf(finding: Finding, effect: Effect, overridden: boolean): string {
  if (finding.kind !== 'failed') return finding.kind;
  if (effect !== 'block') return 'warned';
  return overridden ? 'overridden' : 'not-met';
}

function resultOf({ rule, effect, check }: Applied, input: RuleInput): RuleResult {
  const finding = check(input);
  const override = rule.overridable ? input.contract.overrides.find((one) => one.rule === rule.code) : undefined;
  const { code, article, text, overridable, gates } = rule;
  return {
    code, article, text, effect, gates: [...gates], overridable: overridable && effect === 'block',
    outcome: outcomeOf(finding, effect, override !== undefined),
    whatToDo: finding.kind === 'failed' ? finding.whatToDo : '', subjects: finding.kind === 'failed' ? [...finding.subjects] : [],
    overrideReason: override?.reason ?? '', overriddenOn: override?.on ?? '',
  };
}

const past: readonly string[] = ['validated', 'signing', 'signed'];

/** The date whose rule set applies: validation; for a reprise that does not know it, signature or effect; else the day itself. */
export function judgedAt(contract: Contract, today: Day): LegalDate {
  const validated = past.includes(contract.stage) ? enteredOn(contract, 'validated') : undefined;
  return validated ?? signedOn(contract) ?? (contract.recordedAfterwards ? effectiveFrom(contract) : undefined) ?? today;
}

export const ruleSetFor = (contract: Contract, today: Day, sets?: readonly RuleSet[]): RuleSet => ruleSetOn(judgedAt(contract, today), sets);

/** The checklist: every rule of the generation with how it stands. Pure; never refuses. */
export function evaluateRules(contract: Contract, around: Surroundings, today: Day, sets?: readonly RuleSet[]): RuleResult[] {
  const input = { ...around, contract, today, ruleSet: ruleSetFor(contract, today, sets) };
  return rulesOf(input.ruleSet).map((applied) => resultOf(applied, input));
}

/** What to do, with the article that asks for it: « Indiquez l'échéance du contrat (D.4622-47 du code du travail). » */
export const cited = ({ whatToDo, article }: Pick<RuleResult, 'whatToDo' | 'article'>): string => `${whatToDo.replace(/\.$/, '')} (${article}).`;

/** The rules that keep a contract from a stage. */
export const against = (results: readonly RuleResult[], gate: Gate): RuleResult[] =>
  results.filter((result) => result.outcome === 'not-met' && result.gates.includes(gate));
