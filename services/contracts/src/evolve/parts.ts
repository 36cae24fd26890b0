import type { Contract, EventOf, Imported, Stage } from '../contract.ts';
import { allSigned, known, lastOf } from '../reading.ts';
import { Opinion, Term } from '@cpom/proto/contracts/v1/facts';

/** The list with the item in the place of the one that has the same key, or at the end. */
export function put<T>(items: readonly T[], item: T, key: (item: T) => string): readonly T[] {
  const there = items.some((other) => key(other) === key(item));
  return there ? items.map((other) => (key(other) === key(item) ? item : other)) : [...items, item];
}

export const byId = (item: { readonly id: string }): string => item.id;
export const byOrganisation = (item: { readonly organisation: string }): string => item.organisation;

export const reasonIn = (event: { readonly text?: { readonly [key: string]: string } }): string => event.text?.['reason'] ?? '';

/** The date of the last signature; empty when none is known. */
export function signatureDate(contract: Contract): string {
  const dates = contract.signatures.flatMap((signature) => known(signature.signedOn) ?? []);
  return lastOf(dates) ?? '';
}

/** The date of a signed contract follows its signatures, when they are known one by one. */
export function settleDate(contract: Contract): Contract {
  if (contract.stage !== 'signed' || !allSigned(contract)) return contract;
  const on = signatureDate(contract);
  return { ...contract, stages: contract.stages.map((entry) => (entry.stage === 'signed' ? { ...entry, on } : entry)) };
}

export const entered = (contract: Contract, stage: Stage, on: string, reason: string): Contract =>
  ({ ...contract, stage, stages: [...contract.stages, { stage, on, reason }] });

/** Signatures were given to the text as it stood: a text that is negotiated again has none. */
export function enterStage(contract: Contract, event: EventOf<'StageEntered'>): Contract {
  const moved = entered(contract, event.stage, event.on, reasonIn(event));
  return event.stage === 'negotiation' ? { ...moved, signatures: [], rules: [], ruleSet: '' } : moved;
}

export function draft(contract: Contract, event: EventOf<'ContractDrafted'>): Contract {
  const { id, authority, region, heading, parties, term, origin } = event;
  return entered({ ...contract, id, authority, region, heading, parties, term: Term.fromPartial(term), origin }, 'draft', event.on, '');
}

const order: readonly string[] = ['draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed', 'abandoned'];

/** Stages that the reprise knows, and the ones that its opinions and signatures show. In the order of life. */
function importedStages(imported: Imported): Contract['stages'] {
  const given = imported.opinions.map((opinion) => opinion.askedOn || opinion.givenOn).filter((date) => date !== '').sort();
  const has = (stage: string): boolean => imported.stages.some((entry) => entry.stage === stage);
  const consulted = given[0] !== undefined && !has('consultation') ? [{ stage: 'consultation', on: given[0], reason: '' }] : [];
  return [...imported.stages, ...consulted].sort((left, right) => order.indexOf(left.stage) - order.indexOf(right.stage));
}

export function recordImported(contract: Contract, { contract: imported, text }: EventOf<'ContractImported'>): Contract {
  const { stages: _, ...rest } = imported;
  const facts = { ...rest, opinions: imported.opinions.map((one) => ({ ...one, comment: text?.[`comment ${one.id}`] ?? '' })) };
  const stages = importedStages(imported);
  const recorded = { ...contract, ...facts, stages, recordedAfterwards: true, stage: (stages.at(-1)?.stage ?? 'draft') as Stage };
  const unsigned = recorded.stage === 'signed' || recorded.stage === 'abandoned' || !allSigned(recorded);
  const numbered = imported.opinions.length + imported.sheets.length + imported.documents.length;
  return { ...(unsigned ? recorded : entered(recorded, 'signed', signatureDate(recorded), '')), numbered };
}

export function withdraw(contract: Contract, event: EventOf<'PartyWithdrawn'>): Contract {
  const parties = contract.parties.map((party) =>
    (party.organisation === event.organisation ? { ...party, withdrawnOn: event.on, withdrawnReason: reasonIn(event) } : party));
  const signatures = contract.signatures.filter((signature) => signature.organisation !== event.organisation);
  return { ...contract, parties, signatures };
}

/** The opinion with what was said about it, if that was not erased. */
export function tellOpinion(contract: Contract, event: EventOf<'OpinionAsked' | 'OpinionRecorded'>): Contract {
  const opinion = Opinion.fromPartial({ ...event.opinion, comment: event.text?.['comment'] ?? '' });
  const isNew = !contract.opinions.some((other) => other.id === opinion.id);
  return { ...contract, opinions: put(contract.opinions, opinion, byId), numbered: contract.numbered + (isNew ? 1 : 0) };
}
