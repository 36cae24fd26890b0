import { day } from '@cpom/kernel';
import type { Message } from '@cpom/platform';
import { ContractDetail, ContractState, type PublicOpinion, type PublicSheet, type PublicSignature } from '@cpom/proto/contracts/v1/events';
import type { ActionSheet, Opinion, Signature } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractEvent, ContractFact } from './contract.ts';
import { effectiveFrom, enteredOn, idsOf, isSigned, missingSignatures, signedOn, withRole } from './reading.ts';
import { judgedAt } from './rules/evaluate.ts';
import { ruleSetOn } from './rules/rule-sets.ts';
import { intervalsOf } from './status.ts';

/** Topics: one for the services of the instance, one for the nation. */
export const detailTopic = 'contracts';
export const stateTopic = 'contracts.nation';

const publicOpinion = ({ body, bodyCode, kind, askedOn, dueOn, givenOn, sense }: Opinion): PublicOpinion =>
  ({ body, bodyCode, kind, askedOn, dueOn, givenOn, sense });

const publicSignature = ({ organisation, function: quality, signedOn: on, capacity }: Signature): PublicSignature =>
  ({ organisation, function: quality, signedOn: on, capacity });

const publicSheet = (sheet: ActionSheet): PublicSheet => ({
  id: sheet.id, title: sheet.title, theme: sheet.theme, aims: sheet.aims, deadline: sheet.deadline,
  indicators: sheet.indicators.map((one) => one.code).filter((code) => code !== ''),
  hasTarget: sheet.indicators.some((one) => one.hasTarget), leadsNamed: sheet.leads.length,
});

/** What leaves the region from signature on. */
function signedPart(contract: Contract): Partial<ContractState> {
  if (!isSigned(contract)) return {};
  const { heading: { reference, title, commonReference } } = contract;
  return {
    reference, title, commonReference, signedOn: signedOn(contract) ?? '', parties: [...contract.parties],
    opinions: contract.opinions.map(publicOpinion), signatures: contract.signatures.map(publicSignature),
    sheets: contract.sheets.map(publicSheet), rules: [...contract.rules],
  };
}

/** The contract as the nation may read it: before signature dates, shape, services and stages only. */
export function contractState(contract: Contract): ContractState {
  const signed = isSigned(contract);
  const recordedOn = day(contract.recordedAt.slice(0, 10));
  return ContractState.fromPartial({
    id: contract.id, region: contract.region, authority: contract.authority, shape: contract.heading.shape, stage: contract.stage, signed,
    stages: contract.stages.map(({ stage, on, reason }) => ({ stage, on, reason: signed ? reason : '' })),
    intervals: intervalsOf(contract), services: idsOf(withRole(contract, 'service')),
    effectiveFrom: effectiveFrom(contract) ?? '', expiresOn: contract.term.expiresOn,
    expiryProvisional: contract.term.provisional, followUpOn: contract.term.followUpOn,
    ruleSet: contract.ruleSet || ruleSetOn(judgedAt(contract, recordedOn)).code,
    recordedAfterwards: contract.recordedAfterwards, origin: contract.origin, recordedAt: contract.recordedAt, ...signedPart(contract),
  });
}

/** Whose signature is awaited, and since when; nothing unless it is up for signature. */
const awaitedPart = (contract: Contract): Pick<ContractDetail, 'awaitedSignatories' | 'signingSince'> =>
  contract.stage === 'signing'
    ? { awaitedSignatories: idsOf(missingSignatures(contract)), signingSince: enteredOn(contract, 'signing') ?? '' }
    : { awaitedSignatories: [], signingSince: '' };

/** The contract as the other services of the instance use it: who is covered when, what its sheets ask for, who has yet to sign. */
export function contractDetail(contract: Contract): ContractDetail {
  const { heading: { reference, title, shape, linesShared }, term } = contract;
  return ContractDetail.fromPartial({
    id: contract.id, reference, title, shape, linesShared, region: contract.region, authority: contract.authority,
    funds: idsOf(withRole(contract, 'fund')), services: idsOf(withRole(contract, 'service')),
    stage: contract.stage, signed: isSigned(contract), signedOn: signedOn(contract) ?? '', effectiveFrom: effectiveFrom(contract) ?? '',
    expiresOn: term.expiresOn, expiryProvisional: term.provisional, intervals: intervalsOf(contract),
    sheets: contract.sheets.map(({ id, title: name, theme, deadline, indicators, leads }) => ({ id, title: name, theme, deadline, indicators, leads })),
    origin: contract.origin, recordedAt: contract.recordedAt, ...awaitedPart(contract),
  });
}

type EventType = ContractEvent['type'];
/** What is typed into a draft stays in the region: nothing that the nation may read changes. */
const internal: readonly EventType[] = ['ContractDescribed', 'OpinionAsked', 'OpinionRecorded', 'SheetPut', 'SheetRemoved', 'LeadNamed', 'RuleOverridden', 'OverrideLifted', 'SignatureRecorded'];
const silent: readonly EventType[] = ['DocumentAttached', 'DocumentDetached'];

/** What a contract says after an event: a state for the nation, another for the instance. */
export function published(contract: Contract, fact: ContractFact): readonly Message[] {
  const { type } = fact.event;
  if (silent.includes(type)) return [];
  const detail: Message = { topic: detailTopic, type: 'cpom.contracts.v1.ContractDetail', audience: 'instance', payload: ContractDetail.encode(contractDetail(contract)).finish() };
  if (internal.includes(type) && !isSigned(contract)) return [detail];
  return [detail, { topic: stateTopic, type: 'cpom.contracts.v1.ContractState', audience: 'nation', payload: ContractState.encode(contractState(contract)).finish() }];
}
