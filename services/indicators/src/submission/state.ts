import type { Actor, Day, Fact, Instant } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import type { Change } from './changes.ts';
import type { Approval, Checker, SubmissionEvent } from './events.ts';
import type { Period } from './period.ts';
import type { Value } from './value.ts';

export type Phase = 'none' | 'open' | 'submitted' | 'checking' | 'returned' | 'checked' | 'approved' | 'reopened';

/** A cell as it is now. Its explanation belongs to the value: another value needs another explanation. */
export interface Cell {
  readonly value: Value;
  readonly explanation: string;
  readonly origin: string;
  /** Version of the stream at its last change: what an optimistic writer presents. */
  readonly version: number;
  readonly savedAt: Instant;
  readonly actor: Actor;
}

/** A line sent back by one side; corrected once it was saved or explained again. */
export interface Return {
  readonly by: Checker;
  readonly reason: string;
  readonly at: Instant;
  readonly corrected: boolean;
}

export interface Check {
  readonly state: 'pending' | 'started' | 'finished';
  readonly lines: ReadonlySet<string>;
}

export interface Receipt {
  readonly version: number;
  readonly at: Instant;
  readonly actor: Actor;
  readonly asked: number;
  readonly answered: number;
  /** The cells as they were sent: what the receipt's digest is made of. */
  readonly cells: ReadonlyMap<string, Cell>;
}

/** What the nation may be told: the cells as they were approved, while others may be typed again. */
export interface Approved extends Approval {
  readonly at: Instant;
  readonly cells: ReadonlyMap<string, Cell>;
}

/** One service's answers to one campaign: each indicator once, whatever the number of contracts that ask it. */
export interface Submission {
  readonly phase: Phase;
  /** Where entry stood before it was sent: what a recall goes back to. */
  readonly entryPhase: Phase;
  readonly region: string;
  readonly service: string;
  readonly campaign: string;
  readonly period?: Period;
  readonly openedOn: Day | '';
  readonly dueOn: Day | '';
  readonly contracts: readonly string[];
  readonly lines: readonly Indicator[];
  readonly origin: string;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  readonly returns: ReadonlyMap<string, Return>;
  readonly checks: Readonly<Record<Checker, Check>>;
  readonly changedSinceSent: ReadonlySet<string>;
  readonly firstSubmittedAt: Instant | '';
  readonly receipt?: Receipt;
  readonly approved?: Approved;
  readonly answeredSaid: number;
  readonly reminded: ReadonlySet<number>;
  readonly version: number;
  /** The steps of its life, the oldest first; typing is in `changes`. */
  readonly timeline: readonly Fact<SubmissionEvent>[];
}

const pending: Check = { state: 'pending', lines: new Set() };
export const noSubmission: Submission = {
  phase: 'none', entryPhase: 'open', region: '', service: '', campaign: '', openedOn: '', dueOn: '', contracts: [], lines: [], origin: '',
  cells: new Map(), changes: new Map(), returns: new Map(), checks: { dreets: pending, fund: pending }, changedSinceSent: new Set(),
  firstSubmittedAt: '', answeredSaid: 0, reminded: new Set(), version: 0, timeline: [],
};

/** One public stream a submission. */
export const submissionStream = (region: string, campaign: string, service: string): string => `submission-${region}-${campaign}-${service}`;

