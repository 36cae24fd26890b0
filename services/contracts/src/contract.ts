import type { Fact, Instant } from '@cpom/kernel';
import type { ActionSheet, Document, Heading, Opinion, Party, RuleResult, Signature, StageEntry, Term } from '@cpom/proto/contracts/v1/facts';
import { Heading as Headings, Term as Terms } from '@cpom/proto/contracts/v1/facts';
import type { ContractEvent, Correction, Stage } from './contract-events.ts';

export type * from './contract-events.ts';

/** A blocking rule that the DREETS set aside, with its written reason. */
export interface Override {
  readonly rule: string;
  readonly reason: string;
  readonly on: string;
}

/** A correction with when and by whom it was made: the former value stays readable. */
export interface Rectified {
  readonly recordedAt: Instant;
  readonly role: string;
  readonly organisation: string;
  readonly reason: string;
  readonly correction: Correction;
}

/** A contract as its facts tell it. Its status at a date is never here: see `statusOn`. */
export interface Contract {
  /** Empty: nothing was recorded yet. */
  readonly id: string;
  readonly version: number;
  readonly region: string;
  readonly authority: string;
  readonly heading: Heading;
  readonly parties: readonly Party[];
  readonly term: Term;
  readonly stage: Stage;
  /** Every stage entered, in the order of life. */
  readonly stages: readonly StageEntry[];
  readonly opinions: readonly Opinion[];
  readonly signatures: readonly Signature[];
  readonly sheets: readonly ActionSheet[];
  readonly documents: readonly Document[];
  readonly overrides: readonly Override[];
  /** How the rules stood when they were judged last: at validation, signature, import or rectification. */
  readonly ruleSet: string;
  readonly rules: readonly RuleResult[];
  readonly rectifications: readonly Rectified[];
  /** True for a reprise: the past was what it was, no rule blocks. */
  readonly recordedAfterwards: boolean;
  readonly origin: string;
  readonly recordedAt: string;
  /** How many opinions, sheets and documents were ever given a number: numbers are not used twice. */
  readonly numbered: number;
}

export type ContractFact = Fact<ContractEvent>;

export const noContract: Contract = {
  id: '', version: 0, region: '', authority: '', heading: Headings.fromPartial({}), parties: [], term: Terms.fromPartial({}),
  stage: 'draft', stages: [], opinions: [], signatures: [], sheets: [], documents: [], overrides: [], ruleSet: '', rules: [],
  rectifications: [], recordedAfterwards: false, origin: '', recordedAt: '', numbered: 0,
};
