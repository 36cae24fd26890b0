import { liftOverride, attachDocument, describe, detachDocument, nameLead, overrideRule, putSheet, removeSheet, setTerm } from './commands/content.ts';
import { refuseAny, unfitTexts, type Context } from './commands/checks.ts';
import { draft, importContract } from './commands/draft.ts';
import { askOpinion, recordOpinion } from './commands/opinions.ts';
import { addParty, withdrawParty } from './commands/parties.ts';
import { rectify } from './commands/rectify.ts';
import { recordSignature } from './commands/signatures.ts';
import { move } from './commands/stages.ts';
import type { ContractCommand } from './commands/types.ts';
import type { Contract, ContractEvent } from './contract.ts';

export type { Context } from './commands/checks.ts';
export type { CommandOf, ContractCommand, Correct, Step } from './commands/types.ts';

/** What happens when this is asked of the contract; refuses in French, naming the rule and what to do. Pure. */
export function decide(contract: Contract, command: ContractCommand, context: Context): readonly ContractEvent[] {
  refuseAny(unfitTexts(command));
  switch (command.kind) {
    case 'draft': return draft(contract, command, context);
    case 'import': return importContract(contract, command, context);
    case 'describe': return describe(contract, command);
    case 'set-term': return setTerm(contract, command);
    case 'add-party': return addParty(contract, command, context);
    case 'withdraw-party': return withdrawParty(contract, command, context);
    case 'move': return move(contract, command, context);
    case 'ask-opinion': return askOpinion(contract, command, context);
    case 'record-opinion': return recordOpinion(contract, command, context);
    case 'record-signature': return recordSignature(contract, command, context);
    case 'put-sheet': return putSheet(contract, command);
    case 'remove-sheet': return removeSheet(contract, command);
    case 'name-lead': return nameLead(contract, command, context);
    case 'attach-document': return attachDocument(contract, command);
    case 'detach-document': return detachDocument(contract, command);
    case 'override-rule': return overrideRule(contract, command, context);
    case 'lift-override': return liftOverride(contract, command);
    case 'rectify': return rectify(contract, command, context);
  }
}
