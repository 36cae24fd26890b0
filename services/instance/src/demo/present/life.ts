import type { Day } from '@cpom/kernel';
import { DraftContractRequest, OpinionRequest, OverrideRuleRequest, PutActionSheetRequest, RecordSignatureRequest, StageRequest, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { ActionSheet } from '@cpom/proto/contracts/v1/facts';
import type { Calls } from '@cpom/service';
import type { Session, Who } from '../session.ts';
import { functionOf, headingOf, idOf, opinionsOf, partiesOf, serviceId, sheetsOf, stageDate, stagesUpTo, termOf, type Telling } from './describe.ts';
import type { LivingContract, Reached } from './types.ts';

/** One contract on its way: who acts, and what the scenario says of it. */
interface Life {
  readonly telling: Telling;
  readonly contract: LivingContract;
  readonly id: string;
  readonly agent: Calls<ContractsServer>;
  readonly signatory: Calls<ContractsServer>;
  cause(what: string): string;
}

async function draft({ telling, contract, id, agent, cause }: Life): Promise<void> {
  await agent.draftContract(DraftContractRequest.fromPartial({
    cause: cause('draft'), id, heading: headingOf(telling, contract), parties: partiesOf(telling, contract), term: termOf(contract), on: contract.begun, origin: 'fictif',
  }));
  for (const { id: name, ...sheet } of sheetsOf(telling, contract)) {
    await agent.putActionSheet(PutActionSheetRequest.fromPartial({ cause: cause(`sheet-${name}`), id, sheet: ActionSheet.fromPartial(sheet) }));
  }
}

/** Where the bodies are still awaited, the one has answered and the other has not. */
async function consult(life: Life): Promise<void> {
  const { telling, contract, id, agent, cause } = life;
  const stillOpen = contract.reached === 'consultation';
  for (const opinion of opinionsOf(telling, contract)) {
    const awaited = stillOpen && opinion.bodyCode === 'crpst';
    const request = { cause: cause(`opinion-${opinion.bodyCode}`), id };
    if (awaited) await agent.askOpinion(OpinionRequest.fromPartial({ ...request, opinion: { ...opinion, givenOn: '', sense: '', dueOn: telling.around.days(15) } }));
    else await agent.recordOpinion(OpinionRequest.fromPartial({ ...request, opinion }));
  }
  for (const [rule, reason] of Object.entries(contract.overrides ?? {})) {
    await life.signatory.overrideRule(OverrideRuleRequest.fromPartial({ cause: cause(`override-${rule}`), id, rule, reason }));
  }
}

/** Each party that has signed did so between the opening and the day of loading. */
async function sign({ telling, contract, id, agent, cause }: Life): Promise<void> {
  const unsigned = (contract.unsigned ?? []).map((name) => (/^[a-z]+-/.test(name) ? name : serviceId(telling.region, name)));
  const signing = partiesOf(telling, contract).map(({ organisation }) => organisation).filter((organisation) => !unsigned.includes(organisation));
  const signedOn: Day = stageDate(telling, contract, 'signed');
  for (const organisation of signing) {
    await agent.recordSignature(RecordSignatureRequest.fromPartial({
      cause: cause(`signature-${organisation}`), id,
      signature: { organisation, signedOn, function: functionOf(telling, organisation), capacity: 'mandate', capacityReference: 'Décision de nomination', place: '' },
    }));
  }
}

async function enter(life: Life, stage: Reached): Promise<void> {
  const { telling, contract, id, agent, signatory, cause } = life;
  const step = (reason = ''): StageRequest => StageRequest.fromPartial({ cause: cause(stage), id, on: stageDate(telling, contract, stage), reason });
  switch (stage) {
    case 'draft': return draft(life);
    case 'negotiation': await agent.openNegotiation(step()); return;
    case 'consultation': await agent.openConsultation(step()); return consult(life);
    case 'validated': await signatory.validateContract(step()); return;
    case 'signing': await agent.openSigning(step()); return sign(life);
    case 'abandoned': await signatory.abandonContract(step(contract.reason)); return;
    // The last signature makes it signed.
    case 'signed': return;
  }
}

/** Leads one contract to where the scenario says it stands, by the same commands as the pages. */
export async function live(session: Session, telling: Telling, contract: LivingContract): Promise<void> {
  const who = (role: Who['role']): Who => ({ role, organisation: telling.bodies.authority });
  const life: Life = {
    telling, contract, id: idOf(telling, contract), cause: (what) => `demo-${contract.key}-${what}`,
    agent: await session.contracts(who('dreets-agent')), signatory: await session.contracts(who('dreets-signatory')),
  };
  for (const stage of stagesUpTo(contract)) await enter(life, stage);
}
