import { earliest, frenchDate, latest, Refusal } from '@cpom/kernel';
import type { Contract, ContractEvent, Stage } from '../contract.ts';
import { known } from '../reading.ts';
import { against, evaluateRules, ruleSetFor } from '../rules/evaluate.ts';
import type { Gate } from '../rules/table.ts';
import { happened, mustBe, needed, refuseAny, type Context, type Problems } from './checks.ts';
import { refuseRules, rulesJudged } from './signatures.ts';
import type { CommandOf, Step } from './types.ts';

/** A move: from where, to where, how it is called, what it must say and which rules it must pass. */
export interface Move {
  readonly step: Step;
  readonly label: string;
  readonly from: readonly Stage[];
  readonly to: Stage;
  readonly reasonRequired: boolean;
  readonly gate?: Gate;
}

/** The life of a contract up to its signing, as data. */
export const moves: readonly Move[] = [
  { step: 'open-negotiation', label: 'Ouvrir la négociation', from: ['draft'], to: 'negotiation', reasonRequired: false },
  { step: 'open-consultation', label: 'Passer en consultation', from: ['negotiation'], to: 'consultation', reasonRequired: false },
  { step: 'validate', label: 'Valider le contrat', from: ['consultation'], to: 'validated', reasonRequired: false, gate: 'validated' },
  { step: 'open-signing', label: 'Mettre à la signature', from: ['validated'], to: 'signing', reasonRequired: false, gate: 'signing' },
  { step: 'return-to-negotiation', label: 'Reprendre la négociation', from: ['consultation', 'validated', 'signing'], to: 'negotiation', reasonRequired: true },
  { step: 'abandon', label: 'Abandonner le contrat', from: ['draft', 'negotiation', 'consultation', 'validated', 'signing'], to: 'abandoned', reasonRequired: true },
];

const moveOf = (step: Step): Move => {
  const found = moves.find((move) => move.step === step);
  if (found === undefined) throw new Refusal('invalid', 'Cette étape n\'existe pas.');
  return found;
};

/** Stages follow one another in time, too: a day before the last one is a mistake. */
function afterTheLast(contract: Contract, on: string): Problems {
  const [last, date] = [known(contract.stages.at(-1)?.on), known(on)];
  if (last === undefined || date === undefined || latest(date) >= earliest(last)) return [];
  return [{ field: 'on', message: `L'étape précédente date du ${frenchDate(last)} : celle-ci ne peut pas la précéder.` }];
}

/** The rules are judged as of the date of the move: a delay that lapsed since then had not. */
export function move(contract: Contract, command: CommandOf<'move'>, context: Context): readonly ContractEvent[] {
  const { step, label, from, to, reasonRequired, gate } = moveOf(command.step);
  mustBe(contract, from, `« ${label} »`, 'Suivez les étapes proposées sur la page du contrat.');
  const on = command.on || context.today;
  refuseAny(reasonRequired ? needed('reason', command.reason, 'Dites pourquoi : le motif reste dans l\'historique.') : [], happened('on', on, context), afterTheLast(contract, on));
  const at = earliest(known(on) ?? context.today);
  const rules = evaluateRules(contract, context, at);
  if (gate !== undefined) refuseRules(against(rules, gate));
  const entered: ContractEvent = { type: 'StageEntered', stage: to, on, ...(command.reason === '' ? {} : { text: { reason: command.reason } }) };
  return step === 'validate' ? [entered, rulesJudged(ruleSetFor(contract, at).code, rules)] : [entered];
}
