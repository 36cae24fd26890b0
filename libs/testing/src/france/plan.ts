import type { Actor, Day, Instant, LegalDate } from '@cpom/kernel';
import type { ActionLead, ActionSheet, Document, Heading, Opinion, Party, Signature, Term } from '@cpom/proto/contracts/v1/facts';

/** An indicator as a catalogue defines it: the shape that indicators' own commands take. */
export interface Line {
  readonly code: string;
  readonly version: number;
  readonly label: string;
  readonly unit: 'count' | 'persons' | 'establishments' | 'percent' | 'per-thousand' | 'per-million' | 'days' | 'fte' | 'boolean' | 'narrative';
  readonly theme: string;
  readonly kind: 'means' | 'activity' | 'result' | 'impact';
  readonly relation: '' | 'subset' | 'partition' | 'multi-choice' | 'twin';
  readonly parent: string;
  readonly severity: 'block' | 'explain';
  readonly textParent: string;
  readonly reporter: 'spsti' | 'fund' | 'dreets' | 'computed';
  readonly outline: readonly { readonly key: string; readonly label: string }[];
  readonly ratio?: { readonly numerator: string; readonly denominator: string; readonly denominatorPrevious: boolean; readonly factor: number; readonly meaningfulFrom: number };
  readonly disclosure: 'persons-health' | 'establishments' | 'none';
  readonly disaggregation: string;
  readonly coreCode: string;
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly origin: string;
}

export type PlannedValue =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'narrative'; readonly texts: Readonly<Record<string, string>> };

export interface PlannedCell {
  readonly indicator: string;
  readonly value: PlannedValue;
  readonly explanation: string;
  readonly origin: string;
}

export interface PlannedAccreditation {
  readonly grantedOn: LegalDate;
  readonly expiresOn: LegalDate;
  readonly state: 'granted' | 'renewal-examined';
  readonly origin: string;
}

export interface PlannedHeadcount {
  readonly region: string;
  readonly year: number;
  readonly employees: number;
  readonly establishments: number;
  readonly origin: string;
}

export interface PlannedOrganisation {
  readonly id: string;
  readonly kind: 'service' | 'authority' | 'fund' | 'body';
  readonly names: readonly { readonly name: string; readonly shortName: string }[];
  readonly accreditations: readonly PlannedAccreditation[];
  readonly headcounts: readonly PlannedHeadcount[];
  readonly regions: readonly string[];
  readonly address: string;
  readonly aliases: readonly string[];
  readonly origin: string;
}

export type OrganisationAct =
  | { readonly type: 'RegisterOrganisation'; readonly organisation: PlannedOrganisation }
  | { readonly type: 'RecordAccreditation'; readonly accreditation: PlannedAccreditation }
  | { readonly type: 'RecordHeadcount'; readonly headcount: PlannedHeadcount }
  | { readonly type: 'RecordSuccession'; readonly succession: { readonly by: string; readonly on: Day } };

export type CatalogueAct =
  | { readonly kind: 'adopt-core'; readonly region: string; readonly codes: readonly string[] }
  | { readonly kind: 'define'; readonly region: string; readonly indicator: Line }
  | { readonly kind: 'revise'; readonly region: string; readonly indicator: Line; readonly reason: string };

export interface TargetAct {
  readonly service: string;
  readonly indicator: string;
  readonly year: number;
  readonly value: number;
  readonly origin: string;
  readonly contract: string;
  readonly reason: string;
}

export type MoveAct = 'open-negotiation' | 'open-consultation' | 'validate' | 'open-signing' | 'return-to-negotiation' | 'abandon';

export type ContractAct =
  | { readonly kind: 'draft'; readonly id: string; readonly authority: string; readonly region: string; readonly heading: Heading; readonly parties: readonly Party[]; readonly term: Term; readonly on: string; readonly origin: string }
  | { readonly kind: 'describe'; readonly heading: Heading; readonly expectedVersion: number }
  | { readonly kind: 'put-sheet'; readonly sheet: ActionSheet; readonly expectedVersion: number }
  | { readonly kind: 'move'; readonly step: MoveAct; readonly on: string; readonly reason: string }
  | { readonly kind: 'record-opinion'; readonly opinion: Opinion }
  | { readonly kind: 'record-signature'; readonly signature: Signature }
  | { readonly kind: 'name-lead'; readonly sheet: string; readonly lead: ActionLead }
  | { readonly kind: 'attach-document'; readonly document: Document };

/** `open` names the codes asked; which version of each, the region's own catalogue tells. */
export type SubmissionAct =
  | { readonly kind: 'open'; readonly dueOn: Day; readonly indicators: readonly string[]; readonly contracts: readonly string[] }
  | { readonly kind: 'save'; readonly cells: readonly PlannedCell[] }
  | { readonly kind: 'note-progress' }
  | { readonly kind: 'remind'; readonly daysBefore: number }
  | { readonly kind: 'submit'; readonly reason: string }
  | { readonly kind: 'check'; readonly indicators: readonly string[] }
  | { readonly kind: 'return'; readonly indicator: string; readonly reason: string }
  | { readonly kind: 'finish-check' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'reopen'; readonly reason: string };

/** What is asked of one aggregate. */
export type Act =
  | { readonly on: 'organisation'; readonly id: string; readonly command: OrganisationAct }
  | { readonly on: 'catalogue'; readonly command: CatalogueAct }
  | { readonly on: 'targets'; readonly service: string; readonly command: TargetAct }
  | { readonly on: 'contract'; readonly id: string; readonly command: ContractAct }
  | { readonly on: 'submission'; readonly service: string; readonly campaign: string; readonly command: SubmissionAct };

/** Who asks what, and when. */
export interface Step {
  readonly at: Instant;
  readonly who: Actor;
  readonly act: Act;
}
