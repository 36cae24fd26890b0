import {
  AddPartyRequest, DescribeContractRequest, DraftContractRequest, OverrideRuleRequest, RectifyContractRequest, SetTermRequest, StageRequest, WithdrawPartyRequest,
} from '@cpom/proto/contracts/v1/contracts';
import type { Written } from '@cpom/proto/directory/v1/directory';
import { z } from 'zod';
import type { RegionCalls, RegionVisit } from '../../region/calls.ts';
import { writes } from '../core/make.ts';
import { given } from '../values/given.ts';
import { idText, legalDate } from '../values/in.ts';
import { written } from '../values/out.ts';
import { correction, expectedVersion, headingBody, maybeReason, partyBody, reason, termBody } from './contract-bodies.ts';

const write = writes<RegionCalls>();
const tag = 'Préparation et signature';
export const contractId = { id: idText('Identifiant du contrat.') };
export const preparing = ['dreets-agent'] as const;
export const deciding = ['dreets-agent', 'dreets-signatory'] as const;
const on = { on: legalDate().optional().describe('Date du fait ; aujourd’hui si absente, jamais plus tard.') };

type Steps = 'open-negotiation' | 'open-consultation' | 'validate' | 'open-signing' | 'return-to-negotiation' | 'abandon';

const stepCalls = ({ calls }: RegionVisit, request: StageRequest): Readonly<Record<Steps, () => Promise<Written>>> => ({
  'open-negotiation': () => calls.contracts.openNegotiation(request), 'open-consultation': () => calls.contracts.openConsultation(request),
  validate: () => calls.contracts.validateContract(request), 'open-signing': () => calls.contracts.openSigning(request),
  'return-to-negotiation': () => calls.contracts.returnToNegotiation(request), abandon: () => calls.contracts.abandonContract(request),
});

const step = z.enum(['open-negotiation', 'open-consultation', 'validate', 'open-signing', 'return-to-negotiation', 'abandon']);

export const contractWrites = [
  write({
    id: 'draftContract', tag, path: '/contracts', summary: 'Prépare un contrat', params: {}, access: preparing, reply: written,
    body: { heading: headingBody, parties: z.array(partyBody).max(200).optional(), term: termBody.optional(), on: legalDate().optional() },
    run: ({ calls, info }, { body, cause }) => calls.contracts.draftContract(DraftContractRequest.fromPartial(given({ ...body, cause, region: info.code }))),
  }),
  write({
    id: 'describeContract', tag, path: '/contracts/{id}/heading', summary: 'Remplace l’intitulé et les textes', params: contractId, access: preparing, reply: written,
    body: { heading: headingBody, ...expectedVersion },
    run: ({ calls }, { params, body, cause }) => calls.contracts.describeContract(DescribeContractRequest.fromPartial(given({ ...body, ...params, cause }))),
  }),
  write({
    id: 'setTerm', tag, path: '/contracts/{id}/term', summary: 'Fixe la prise d’effet et l’échéance', params: contractId, access: preparing, reply: written, body: { term: termBody, ...expectedVersion },
    run: ({ calls }, { params, body, cause }) => calls.contracts.setTerm(SetTermRequest.fromPartial(given({ ...body, ...params, cause }))),
  }),
  write({
    id: 'addParty', tag, path: '/contracts/{id}/parties', summary: 'Ajoute une partie ou un partenaire', params: contractId, access: preparing, reply: written, body: partyBody.shape,
    run: ({ calls }, { params, body, cause }) => calls.contracts.addParty(AddPartyRequest.fromPartial(given({ ...params, cause, party: body }))),
  }),
  write({
    id: 'withdrawParty', tag, path: '/contracts/{id}/parties/{organisation}/withdrawal', summary: 'Retire une partie avant signature', access: preparing, reply: written,
    params: { ...contractId, organisation: idText('Identifiant de la partie.') }, body: { ...on, ...reason },
    run: ({ calls }, { params, body, cause }) => calls.contracts.withdrawParty(WithdrawPartyRequest.fromPartial(given({ ...body, ...params, cause }))),
  }),
  write({
    id: 'takeStep', tag, path: '/contracts/{id}/steps/{step}', summary: 'Fait avancer, revenir ou abandonner le contrat', access: deciding, reply: written, params: { ...contractId, step }, body: { ...on, ...maybeReason },
    description: 'Une règle qui s’y oppose est dite (409). Le retour en négociation et l’abandon demandent un motif. La dernière signature rend le contrat signé.',
    run: (visit, { params, body, cause }) => stepCalls(visit, StageRequest.fromPartial(given({ ...body, id: params.id, cause })))[params.step as Steps](),
  }),
  write({
    id: 'overrideRule', tag, path: '/contracts/{id}/overrides/{rule}', summary: 'Passe outre une règle, avec un motif transmis au niveau national', access: deciding, reply: written,
    params: { ...contractId, rule: idText('Code de la règle.') }, body: reason,
    run: ({ calls }, { params, body, cause }) => calls.contracts.overrideRule(OverrideRuleRequest.fromPartial({ ...body, ...params, cause })),
  }),
  write({
    id: 'liftOverride', tag, path: '/contracts/{id}/overrides/{rule}/lifting', summary: 'Lève une dérogation', access: deciding, reply: written, params: { ...contractId, rule: idText('Code de la règle.') }, body: maybeReason,
    run: ({ calls }, { params, body, cause }) => calls.contracts.liftOverride(OverrideRuleRequest.fromPartial(given({ ...body, ...params, cause }))),
  }),
  write({
    id: 'rectifyContract', tag, path: '/contracts/{id}/rectifications', summary: 'Rectifie un fait enregistré, avec un motif', params: contractId, access: preparing, reply: written,
    description: 'L’ancienne valeur reste lisible. « void » dit que le fait n’a jamais été.',
    body: { ...reason, correct: correction, void: z.boolean().optional(), formerOrganisation: idText('Identifiant sous lequel une partie avait été enregistrée.').optional() },
    run: ({ calls }, { params, body: { correct, ...rest }, cause }) => calls.contracts.rectifyContract(RectifyContractRequest.fromPartial(given({ ...rest, ...params, cause, correct: { $case: correct.kind, value: correct.value } as never }))),
  }),
];
