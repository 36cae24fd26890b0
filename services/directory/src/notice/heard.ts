import type { Doc, Heard, Projection } from '@cpom/platform';
import { ContractDetail } from '@cpom/proto/contracts/v1/events';
import { SubmissionDetail } from '@cpom/proto/indicators/v1/events';

/** What the directory hears from its neighbours, and how to read it. */
export const heardTopics: readonly string[] = ['contracts', 'indicators'];
export const heardTypes: Readonly<Record<string, (payload: Uint8Array) => unknown>> = {
  'cpom.contracts.v1.ContractDetail': (payload) => ContractDetail.decode(payload),
  'cpom.indicators.v1.SubmissionDetail': (payload) => SubmissionDetail.decode(payload),
};

/** As much of a contract as notices need. */
export interface KnownContract extends Doc {
  readonly id: string;
  readonly reference: string;
  readonly authority: string;
  readonly funds: readonly string[];
  readonly services: readonly string[];
  readonly stage: string;
  readonly signedOn: string;
  readonly effectiveFrom: string;
  readonly expiresOn: string;
  readonly provisional: boolean;
  /** The last day on which it holds; empty: without end, or not signed. */
  readonly lastDay: string;
  readonly awaited: readonly string[];
  readonly signingSince: string;
  readonly leads: readonly { readonly service: string; readonly personId: string; readonly sheet: string; readonly namedOn: string }[];
}

/** As much of a submission as notices need. */
export interface KnownSubmission extends Doc {
  /** True until the region approved it. */
  readonly open: boolean;
  readonly stream: string;
  readonly service: string;
  readonly campaign: string;
  readonly period: string;
  readonly openedOn: string;
  readonly dueOn: string;
  readonly state: string;
  readonly contracts: readonly string[];
  readonly returned: readonly { readonly side: string; readonly on: string }[];
  readonly awaited: readonly { readonly side: string; readonly act: string; readonly since: string }[];
}

function contractDoc(detail: ContractDetail): KnownContract {
  const { id, reference, authority, funds, services, stage, signedOn, effectiveFrom, expiresOn, sheets } = detail;
  const leads = sheets.flatMap((sheet) => sheet.leads.filter(({ personId }) => personId !== '').map(({ service, personId, namedOn }) => ({ service, personId, sheet: sheet.id, namedOn })));
  return {
    id, reference, authority, funds, services, stage, signedOn, effectiveFrom, expiresOn, provisional: detail.expiryProvisional,
    lastDay: detail.intervals.findLast(({ status }) => status === 'active')?.to ?? '', awaited: detail.awaitedSignatories, signingSince: detail.signingSince, leads,
  };
}

const submissionDoc = (stream: string, detail: SubmissionDetail): KnownSubmission => ({
  stream, open: detail.state !== 'approved', service: detail.service, campaign: detail.campaign, period: detail.period?.label ?? detail.campaign,
  openedOn: detail.openedOn, dueOn: detail.dueOn, state: detail.state, contracts: detail.contracts,
  returned: detail.returned.map(({ reporter, returnedAt }) => ({ side: reporter, on: returnedAt.slice(0, 10) })), awaited: detail.awaited,
});

const isContract = (heard: Heard): heard is Heard<ContractDetail> => heard.type === 'cpom.contracts.v1.ContractDetail';
const isSubmission = (heard: Heard): heard is Heard<SubmissionDetail> => heard.type === 'cpom.indicators.v1.SubmissionDetail';

/** One row a contract that was heard of. */
export const knownContracts: Projection<Heard> = {
  view: { name: 'notice-contracts', version: 1, indexes: ['id'] },
  keys: (heard) => (isContract(heard) ? [heard.stream] : []),
  apply: (doc, heard) => (isContract(heard) ? contractDoc(heard.value) : doc),
};

/** One row a submission that was heard of. */
export const knownSubmissions: Projection<Heard> = {
  view: { name: 'notice-submissions', version: 1, indexes: ['open'] },
  keys: (heard) => (isSubmission(heard) ? [heard.stream] : []),
  apply: (doc, heard) => (isSubmission(heard) ? submissionDoc(heard.stream, heard.value) : doc),
};
