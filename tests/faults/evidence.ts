import type { Entry } from './ledger.ts';

/** One commit, as a journal gave it when everything was over. */
export interface FoundCommit {
  readonly position: number;
  readonly stream: string;
  readonly cause: string;
  /** Of the stream, before and after. */
  readonly from: number;
  readonly version: number;
  /** One for each event: its type and what it holds, comparable. */
  readonly events: readonly string[];
}

export interface FoundJournal {
  /** `24/contracts` */
  readonly name: string;
  readonly commits: readonly FoundCommit[];
  /** What verifying the chain found, with the collector's head as witness where it keeps one. */
  readonly faults: readonly string[];
  readonly witnessed: boolean;
}

/** What the nation's journal heard of one stream of one region, in its order. */
export interface FoundHeard {
  readonly peer: string;
  readonly stream: string;
  readonly sequence: number;
  readonly kind: 'heard' | 'rewound' | 'withdrawn';
}

/** Contracts (by id, with the end of their term) and periods (with the number of submissions), as a page would show them. */
export interface FoundRows {
  readonly contracts: ReadonlyMap<string, string>;
  readonly submissions: ReadonlyMap<string, number>;
}

/** All that is judged. The ledger is the test's; the rest is what the platform showed. */
export interface Evidence {
  readonly entries: readonly Entry[];
  readonly journals: readonly FoundJournal[];
  readonly heard: readonly FoundHeard[];
  /** By region: what gate and collector answered. */
  readonly states: ReadonlyMap<string, { readonly here: string; readonly there: string }>;
  readonly regionRows: ReadonlyMap<string, FoundRows>;
  readonly nationRows: ReadonlyMap<string, FoundRows>;
  /** Sequences of each key of each bus as a new group is given them, and the version that its journal says. */
  readonly buses: readonly { readonly name: string; readonly given: readonly number[]; readonly said: number }[];
  readonly held: readonly string[];
  readonly contradictions: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly endedAlone: readonly string[];
  readonly unreported: readonly string[];
  readonly troubles: readonly string[];
}
