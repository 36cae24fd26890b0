import { earliest, isLegalDate, latest, type Day, type LegalDate } from '@cpom/kernel';
import type { ContractState } from '@cpom/proto/contracts/v1/events';
import type { DatedName, OrganisationState } from '@cpom/proto/directory/v1/events';
import type { CataloguedIndicator } from '@cpom/proto/indicators/v1/events';

/** Days between which a contract has a status; both included; without `to`, without end. */
export interface Span {
  readonly status: string;
  readonly from: Day;
  readonly to: Day | undefined;
  readonly flags: readonly string[];
}

/** Anything known of a region, with the moment it was heard. */
export interface Known {
  readonly stream: string;
  readonly region: string;
  readonly dataAt: string;
}

export interface KnownContract extends Known {
  readonly id: string;
  readonly state: ContractState;
  readonly spans: readonly Span[];
  readonly active: readonly Span[];
  readonly expiry: LegalDate | undefined;
  /** The last day that the recorded expiry may mean. */
  readonly lastExpiry: Day | undefined;
  readonly signedOn: LegalDate | undefined;
  /** Folded words to search in. */
  readonly searched: string;
}

/** A dated name, with its folded words to sort by. */
export interface KnownName extends DatedName {
  readonly folded: string;
}

export interface KnownOrganisation extends Known {
  readonly id: string;
  readonly state: OrganisationState;
  readonly names: readonly KnownName[];
  readonly searched: string;
}

/** What an indicator is; one object for all the values that agree on it. */
export interface IndicatorMeta {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly core: string;
  readonly label: string;
  readonly unit: string;
  readonly theme: string;
  readonly kind: string;
  readonly disclosure: string;
}

/** The indicators of a submission, in the order of its values; one object for all the submissions that hold the same. */
export type Shape = readonly IndicatorMeta[];

export interface KnownValue {
  readonly state: string;
  readonly number: number | undefined;
  readonly numerator: number | undefined;
  readonly denominator: number | undefined;
  readonly target: number | undefined;
  readonly explanation: string;
}

export interface KnownSubmission extends Known {
  readonly service: string;
  readonly campaign: string;
  readonly label: string;
  readonly from: Day;
  readonly to: Day;
  readonly state: string;
  readonly asked: number;
  readonly answered: number;
  readonly openedOn: string;
  readonly dueOn: Day | undefined;
  /** Day of the first submission, and of the approval of what is told here. */
  readonly submittedOn: Day | undefined;
  readonly approvedOn: Day | undefined;
  readonly contracts: readonly string[];
  readonly shape: Shape;
  readonly values: readonly KnownValue[];
  readonly origin: string;
}

export interface KnownCatalogue extends Known {
  readonly indicators: readonly CataloguedIndicator[];
}

export interface KnownLink extends Known {
  readonly firstHeardAt: string;
}

/** The text as a date, when it is one. */
export const dated = (text: string): LegalDate | undefined => (isLegalDate(text) ? text : undefined);
export const firstDay = (text: string): Day | undefined => (isLegalDate(text) ? earliest(text) : undefined);
export const lastDay = (text: string): Day | undefined => (isLegalDate(text) ? latest(text) : undefined);

/** Says whether the span holds on the day. */
export const holds = ({ from, to }: Span, on: Day): boolean => from <= on && (to === undefined || on <= to);
