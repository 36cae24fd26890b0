import { Refusal } from '@cpom/kernel';
import type { Contract, ContractEvent } from '../contract.ts';
import { present, withRole } from '../reading.ts';
import { happened, mustBe, mustBeOpen, needed, refuseAny, type Context, type Problems } from './checks.ts';
import { aParty } from './shapes.ts';
import { signedIfComplete } from './signatures.ts';
import type { CommandOf } from './types.ts';

const expectedKind: Readonly<Record<string, string>> = { service: 'service', authority: 'authority', fund: 'fund' };

/** The directory's kind must fit the role; an organisation it does not know yet is taken at its word. */
export function fitsRole(party: { readonly organisation: string; readonly role: string }, context: Context, field = 'party'): Problems {
  const [kind, facts] = [expectedKind[party.role], context.organisations.get(party.organisation)];
  if (kind === undefined || facts === undefined || facts.kind === kind) return [];
  return [{ field: `${field}.organisation`, message: `${facts.name} ne peut pas tenir ce rôle : ce n'est pas un organisme de cette nature.` }];
}

export function addParty(contract: Contract, { party }: CommandOf<'add-party'>, context: Context): readonly ContractEvent[] {
  mustBeOpen(contract, 'l\'ajout d\'une partie');
  refuseAny(aParty(party), fitsRole(party, context));
  if (present(contract).some((other) => other.organisation === party.organisation)) {
    throw new Refusal('rule', 'Cet organisme est déjà partie au contrat.', [{ field: 'party.organisation', message: 'Déjà partie au contrat.' }]);
  }
  return [{ type: 'PartyAdded', party: { ...party, withdrawnOn: '', withdrawnReason: '' } }];
}

/** Once the text is fixed, what remains must still be a contract: a DREETS, a fund and a service. */
function mustRemain(contract: Contract, organisation: string): void {
  const party = present(contract).find((other) => other.organisation === organisation);
  if (party === undefined) throw new Refusal('not-found', 'Cet organisme n\'est pas, ou n\'est plus, partie au contrat.');
  if (contract.stage === 'draft' || contract.stage === 'negotiation' || !(party.role in expectedKind)) return;
  if (withRole(contract, party.role).length > 1) return;
  throw new Refusal('rule', 'Sans cette partie, le contrat n\'en est plus un (D.4622-44 du code du travail) : abandonnez-le, ou reprenez la négociation.');
}

/** Before signature, with a reason. In signing, the last signature awaited may so be the one that is no longer. */
export function withdrawParty(contract: Contract, command: CommandOf<'withdraw-party'>, context: Context): readonly ContractEvent[] {
  mustBe(contract, ['draft', 'negotiation', 'consultation', 'validated', 'signing'], 'le retrait d\'une partie', 'Une partie se retire avant la signature.');
  refuseAny(needed('reason', command.reason, 'Dites pourquoi cette partie se retire.'), happened('on', command.on, context));
  mustRemain(contract, command.organisation);
  const on = command.on || context.today;
  const withdrawn: ContractEvent = { type: 'PartyWithdrawn', organisation: command.organisation, on, text: { reason: command.reason } };
  return signedIfComplete(contract, [withdrawn], context);
}
