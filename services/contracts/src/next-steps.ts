import type { NextStep } from '@cpom/proto/contracts/v1/contracts';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { stageNames } from './commands/checks.ts';
import { moves, type Move } from './commands/stages.ts';
import type { Contract, Stage } from './contract.ts';
import { missingSignatures, nameOfParty, type Names } from './reading.ts';
import { against, cited } from './rules/evaluate.ts';

/** Where the life of a contract leads from each stage. */
const onward: Readonly<Partial<Record<Stage, string>>> = {
  draft: 'open-negotiation', negotiation: 'open-consultation', consultation: 'validate', validated: 'open-signing', signing: 'record-signature',
};

const reasonsAgainst = (move: Move, rules: readonly RuleResult[]): string[] =>
  (move.gate === undefined ? [] : against(rules, move.gate).map(cited));

function stepOf(move: Move, contract: Contract, rules: readonly RuleResult[]): NextStep {
  const here = move.from.includes(contract.stage);
  const reasons = here ? reasonsAgainst(move, rules) : [`Le contrat est ${stageNames[contract.stage]}.`];
  const { step: code, label, reasonRequired } = move;
  return { code, label, possible: reasons.length === 0, reasons, main: onward[contract.stage] === code, reasonRequired };
}

/** The next signature is possible for whoever has not signed; what would stand against the last one is said from the first. */
function signatureStep(contract: Contract, rules: readonly RuleResult[], names: Names): NextStep[] {
  if (contract.stage !== 'signing') return [];
  const missing = missingSignatures(contract).map((party) => nameOfParty(contract, party.organisation, names));
  const stands = against(rules, 'signed').filter((rule) => rule.code !== 'signatures.all').map(cited);
  const label = missing.length === 1 ? `Enregistrer la signature de ${missing[0] ?? ''}` : 'Enregistrer une signature';
  return [{ code: 'record-signature', label, possible: missing.length > 1 || stands.length === 0, reasons: stands, main: true, reasonRequired: false }];
}

/** What may come next from where the contract stands, the onward step first, each with why it may not yet. */
export function nextSteps(contract: Contract, rules: readonly RuleResult[], names: Names): NextStep[] {
  const from = moves.filter((move) => move.from.includes(contract.stage)).map((move) => stepOf(move, contract, rules));
  return [...signatureStep(contract, rules, names), ...from].sort((left, right) => Number(right.main) - Number(left.main));
}
