import type { ActionSheet, Party, Signature } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractFact, Correction, EventOf, Stage } from '../contract.ts';
import { entered, reasonIn, settleDate } from './parts.ts';

/** The list with the former item replaced, or taken out when it never was. */
const swap = <T>(items: readonly T[], isIt: (item: T) => boolean, corrected: T | undefined): readonly T[] =>
  items.flatMap((item) => (isIt(item) ? (corrected === undefined ? [] : [corrected]) : [item]));

type Of<K extends Correction['kind']> = Extract<Correction, { kind: K }>;

const moved = (from: string, to: string) => <T extends { readonly organisation: string }>(item: T): T =>
  (item.organisation === from ? { ...item, organisation: to } : item);

const movedSheet = (from: string, to: string) => (sheet: ActionSheet): ActionSheet => ({
  ...sheet,
  commitments: sheet.commitments.map(moved(from, to)),
  leads: sheet.leads.map((lead) => (lead.service === from ? { ...lead, service: to } : lead)),
});

/** A party recorded under a wrong id takes its signature, commitments and leads along. */
function correctParty(contract: Contract, { key, former, corrected }: Of<'party'>, reason: string): Contract {
  const before = contract.parties.find((party) => party.organisation === key)?.withdrawnReason ?? '';
  const withdrawnReason = corrected?.withdrawnOn === former.withdrawnOn ? before : reason;
  const right = corrected === undefined ? undefined : { ...corrected, withdrawnReason: corrected.withdrawnOn === '' ? '' : withdrawnReason };
  const parties: readonly Party[] = swap(contract.parties, (party) => party.organisation === key, right);
  if (corrected === undefined || corrected.organisation === key) return settleDate({ ...contract, parties });
  const signatures: readonly Signature[] = contract.signatures.map(moved(key, corrected.organisation));
  return { ...contract, parties, signatures, sheets: contract.sheets.map(movedSheet(key, corrected.organisation)) };
}

type Text = EventOf<'FactRectified'>['text'];

/** The comment is prose: it stands apart, where it can be erased. */
function correctOpinion(contract: Contract, { key, corrected }: Of<'opinion'>, text: Text): Contract {
  const right = corrected === undefined ? undefined : { ...corrected, comment: text?.['comment'] ?? '' };
  return { ...contract, opinions: swap(contract.opinions, (item) => item.id === key, right) };
}

/** A signature that never was opens the contract to signature again. */
function correctSignature(contract: Contract, { key, corrected }: Of<'signature'>, reason: string): Contract {
  const signatures = swap(contract.signatures, (signature) => signature.organisation === key, corrected);
  const changed = { ...contract, signatures };
  if (corrected !== undefined || contract.stage !== 'signed') return settleDate(changed);
  const last = contract.stages.at(-1)?.on ?? '';
  return entered({ ...changed, stages: contract.stages.slice(0, -1) }, 'signing', last, reason);
}

function correctStage(contract: Contract, { key, corrected }: Of<'stage'>): Contract {
  const index = contract.stages.findLastIndex((entry) => entry.stage === key);
  if (index < 0 || corrected === undefined) return contract;
  const stages = contract.stages.with(index, { ...corrected, stage: key });
  return { ...contract, stages, stage: (stages.at(-1)?.stage ?? contract.stage) as Stage };
}

function apply(contract: Contract, correction: Correction, text: Text): Contract {
  const { key } = correction;
  switch (correction.kind) {
    case 'heading': return { ...contract, heading: correction.corrected ?? contract.heading };
    case 'term': return { ...contract, term: correction.corrected ?? contract.term };
    case 'party': return correctParty(contract, correction, text?.['reason'] ?? '');
    case 'signature': return correctSignature(contract, correction, text?.['reason'] ?? '');
    case 'opinion': return correctOpinion(contract, correction, text);
    case 'sheet': return { ...contract, sheets: swap(contract.sheets, (item) => item.id === key, correction.corrected) };
    case 'document': return { ...contract, documents: swap(contract.documents, (item) => item.id === key, correction.corrected) };
    case 'stage': return correctStage(contract, correction);
  }
}

/** Corrects the fact and keeps what it was. */
export function rectify(contract: Contract, event: EventOf<'FactRectified'>, fact: ContractFact): Contract {
  const { actor: { role, organisation }, recordedAt } = fact;
  const reason = reasonIn(event);
  const rectified = { recordedAt, role, organisation, reason, correction: event.correction };
  return { ...apply(contract, event.correction, event.text), rectifications: [...contract.rectifications, rectified] };
}
