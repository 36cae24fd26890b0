import { daysBetween } from '@cpom/kernel';
import { each } from '../each.ts';
import { importContracts } from '../past/contracts.ts';
import type { Session } from '../session.ts';
import { functionOf, headingOf, opinionsOf, partiesOf, sheetsOf, stageDate, termOf, type Telling } from './describe.ts';
import { live } from './life.ts';
import type { LivingContract } from './types.ts';

/** A signed contract in the words of the reprise's file. */
function fileOf(telling: Telling, contract: LivingContract): object {
  const { wording, ...term } = termOf(contract);
  const parties = partiesOf(telling, contract);
  return {
    format: 'cpom-contrat/1', origin: 'fictif', ...headingOf(telling, contract), ...term, expiryWording: wording,
    parties: parties.map(({ organisation, role, representedBy }) => ({ organisation, role, representedBy })),
    opinions: opinionsOf(telling, contract),
    signatures: parties.map(({ organisation }) => ({ organisation, signedOn: contract.signed, function: functionOf(telling, organisation), capacity: 'mandate' })),
    stages: (['negotiation', 'consultation', 'validated', 'signing'] as const).map((stage) => ({ stage, on: stageDate(telling, contract, stage) })),
    sheets: sheetsOf(telling, contract).map(({ leads = [], ...sheet }) => ({ ...sheet, leads: leads.map(({ service, function: role, namedOn }) => ({ service, function: role, namedOn })) })),
  };
}

/** Loads the contracts of the scenario: what was signed is taken over, what is being prepared is lived. */
export async function loadPresentContracts(session: Session, telling: Telling, contracts: readonly LivingContract[]): Promise<void> {
  const recorded = contracts.filter((contract) => contract.recorded);
  const agent = { role: 'dreets-agent', organisation: telling.bodies.authority } as const;
  await importContracts(session, `${telling.region}/contrats fictifs`, { json: JSON.stringify(recorded.map((contract) => fileOf(telling, contract))) }, agent);
  const lived = contracts.filter((contract) => !contract.recorded).sort((a, b) => daysBetween(b.begun, a.begun));
  await each(lived, (contract) => live(session, telling, contract));
}
