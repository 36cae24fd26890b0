import { createHash } from 'node:crypto';
import { Refusal } from '@cpom/kernel';
import type { Allowed, Handlers } from '@cpom/service';
import { Term } from '@cpom/proto/contracts/v1/facts';
import type { ContractsServer, DraftContractRequest, RectifyContractRequest, StageRequest } from '@cpom/proto/contracts/v1/contracts';
import type { Written } from '@cpom/proto/directory/v1/directory';
import type { ContractCommand, Correct, Step } from '../commands.ts';
import { streamOf } from '../views.ts';
import { given, mustBeOurs, type RpcDeps } from './deps.ts';

const idShape = /^[a-z0-9][a-z0-9-]{0,79}$/;

/** An id that names a stream: small letters, digits and hyphens. */
export function checkedId(id: string): string {
  if (!idShape.test(id)) throw new Refusal('not-found', 'Ce contrat n\'existe pas ou n\'existe plus.');
  return id;
}

/** The same form sent twice makes one contract: its id comes from the request's. */
const idFrom = (cause: string): string => createHash('sha256').update(cause).digest('hex').slice(0, 20);

const draftOf = (request: DraftContractRequest, id: string, deps: RpcDeps): ContractCommand => ({
  kind: 'draft', id, authority: deps.authority, region: deps.region,
  heading: given(request.heading, 'heading'), parties: request.parties, term: request.term ?? Term.fromPartial({ effect: 'at-signature' }),
  on: request.on, origin: request.origin,
});

/** The fact to correct; to say that one never was, its key is enough. */
function correctOf({ correct }: RectifyContractRequest): Correct {
  const { $case: kind, value } = given(correct, 'correct');
  return { kind, value } as Correct;
}

type Others = 'importContract' | 'importFile' | 'getImportFormat' | 'getContract' | 'listContracts' | 'listRuleSets';
type Orders = Omit<Handlers<ContractsServer>, Others>;

/** The RPCs that change a contract: one command each. */
export function orderHandlers(deps: RpcDeps): Orders {
  async function run(id: string, cause: string, command: ContractCommand, { actor }: Allowed): Promise<Written> {
    if (cause === '') throw new Refusal('invalid', 'La demande n\'a pas d\'identifiant : rechargez le formulaire.');
    const context = await deps.world.surroundings();
    const { position, version } = await deps.runner.run({ stream: streamOf(checkedId(id)), cause, command, actor, context });
    return { id, position, version };
  }
  const step = (code: Step) => ({ id, cause, on, reason }: StageRequest, allowed: Allowed) => run(id, cause, { kind: 'move', step: code, on, reason }, allowed);
  return {
    draftContract: async (request, allowed) => {
      mustBeOurs(request, deps);
      const id = request.id || idFrom(request.cause);
      return run(id, request.cause, draftOf(request, id, deps), allowed);
    },
    describeContract: ({ id, cause, heading, expectedVersion }, allowed) => run(id, cause, { kind: 'describe', heading: given(heading, 'heading'), expectedVersion }, allowed),
    setTerm: ({ id, cause, term, expectedVersion }, allowed) => run(id, cause, { kind: 'set-term', term: given(term, 'term'), expectedVersion }, allowed),
    addParty: ({ id, cause, party }, allowed) => run(id, cause, { kind: 'add-party', party: given(party, 'party') }, allowed),
    withdrawParty: ({ id, cause, organisation, on, reason }, allowed) => run(id, cause, { kind: 'withdraw-party', organisation, on, reason }, allowed),
    openNegotiation: step('open-negotiation'),
    openConsultation: step('open-consultation'),
    validateContract: step('validate'),
    openSigning: step('open-signing'),
    returnToNegotiation: step('return-to-negotiation'),
    abandonContract: step('abandon'),
    askOpinion: ({ id, cause, opinion }, allowed) => run(id, cause, { kind: 'ask-opinion', opinion: given(opinion, 'opinion') }, allowed),
    recordOpinion: ({ id, cause, opinion }, allowed) => run(id, cause, { kind: 'record-opinion', opinion: given(opinion, 'opinion') }, allowed),
    recordSignature: ({ id, cause, signature }, allowed) => run(id, cause, { kind: 'record-signature', signature: given(signature, 'signature') }, allowed),
    putActionSheet: ({ id, cause, sheet, expectedVersion }, allowed) => run(id, cause, { kind: 'put-sheet', sheet: given(sheet, 'sheet'), expectedVersion }, allowed),
    removeActionSheet: ({ id, cause, itemId, reason }, allowed) => run(id, cause, { kind: 'remove-sheet', sheet: itemId, reason }, allowed),
    nameActionLead: ({ id, cause, sheetId, lead }, allowed) => run(id, cause, { kind: 'name-lead', sheet: sheetId, lead: given(lead, 'lead') }, allowed),
    attachDocument: ({ id, cause, document }, allowed) => run(id, cause, { kind: 'attach-document', document: given(document, 'document') }, allowed),
    detachDocument: ({ id, cause, itemId, reason }, allowed) => run(id, cause, { kind: 'detach-document', document: itemId, reason }, allowed),
    overrideRule: ({ id, cause, rule, reason }, allowed) => run(id, cause, { kind: 'override-rule', rule, reason }, allowed),
    liftOverride: ({ id, cause, rule, reason }, allowed) => run(id, cause, { kind: 'lift-override', rule, reason }, allowed),
    rectifyContract: (request, allowed) => run(request.id, request.cause, {
      kind: 'rectify', correct: correctOf(request), void: request.void, formerOrganisation: request.formerOrganisation, reason: request.reason,
    }, allowed),
  };
}

