import type { ActionLead, ActionSheet, Document, Heading, Opinion, Party, RuleResult, Signature, StageEntry, Term } from '@cpom/proto/contracts/v1/facts';

/** A step of a contract's life before dates alone decide; `signed` is reached with the last signature. */
export type Stage = 'draft' | 'negotiation' | 'consultation' | 'validated' | 'signing' | 'signed' | 'abandoned';

/** Free prose that may name people: digested apart, absent once erased. */
interface Told {
  readonly text?: { readonly [key: string]: string };
}

/** An existing contract as it was found (reprise): everything at once. */
export interface Imported {
  readonly id: string;
  readonly authority: string;
  readonly region: string;
  readonly heading: Heading;
  readonly parties: readonly Party[];
  readonly term: Term;
  readonly opinions: readonly Opinion[];
  readonly signatures: readonly Signature[];
  readonly sheets: readonly ActionSheet[];
  readonly documents: readonly Document[];
  readonly stages: readonly StageEntry[];
  readonly origin: string;
}

interface Kinds {
  heading: Heading;
  term: Term;
  party: Party;
  opinion: Opinion;
  signature: Signature;
  sheet: ActionSheet;
  document: Document;
  stage: StageEntry;
}

/** What can be rectified. */
export type FactKind = keyof Kinds;

/** One fact as it was recorded and as it should have been; without `corrected`, it never was. */
export type Correction = {
  readonly [K in FactKind]: { readonly kind: K; readonly key: string; readonly former: Kinds[K]; readonly corrected?: Kinds[K] };
}[FactKind];

/** What happens to a contract. Legal dates are inside; when it was learned is the Fact's `recordedAt`. */
export type ContractEvent =
  | (Told & { readonly type: 'ContractDrafted'; readonly id: string; readonly authority: string; readonly region: string; readonly heading: Heading; readonly parties: readonly Party[]; readonly term: Term; readonly on: string; readonly origin: string })
  | (Told & { readonly type: 'ContractImported'; readonly contract: Imported })
  | (Told & { readonly type: 'ContractDescribed'; readonly heading: Heading })
  | (Told & { readonly type: 'TermSet'; readonly term: Term })
  | (Told & { readonly type: 'PartyAdded'; readonly party: Party })
  | (Told & { readonly type: 'PartyWithdrawn'; readonly organisation: string; readonly on: string })
  | (Told & { readonly type: 'StageEntered'; readonly stage: Stage; readonly on: string })
  | (Told & { readonly type: 'OpinionAsked'; readonly opinion: Opinion })
  | (Told & { readonly type: 'OpinionRecorded'; readonly opinion: Opinion })
  | (Told & { readonly type: 'SignatureRecorded'; readonly signature: Signature })
  | (Told & { readonly type: 'ContractSigned'; readonly on: string })
  | (Told & { readonly type: 'SheetPut'; readonly sheet: ActionSheet })
  | (Told & { readonly type: 'SheetRemoved'; readonly sheet: string })
  | (Told & { readonly type: 'LeadNamed'; readonly sheet: string; readonly lead: ActionLead })
  | (Told & { readonly type: 'DocumentAttached'; readonly document: Document })
  | (Told & { readonly type: 'DocumentDetached'; readonly document: string })
  | (Told & { readonly type: 'RuleOverridden'; readonly rule: string; readonly on: string })
  | (Told & { readonly type: 'OverrideLifted'; readonly rule: string })
  | (Told & { readonly type: 'RulesJudged'; readonly ruleSet: string; readonly rules: readonly RuleResult[] })
  | (Told & { readonly type: 'FactRectified'; readonly correction: Correction });

export type EventOf<T extends ContractEvent['type']> = Extract<ContractEvent, { type: T }>;
