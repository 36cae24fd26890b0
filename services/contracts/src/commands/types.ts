import type { ActionLead, ActionSheet, Document, Heading, Opinion, Party, Signature, StageEntry, Term } from '@cpom/proto/contracts/v1/facts';
import type { Imported } from '../contract.ts';

/** A move along the life of a contract. */
export type Step = 'open-negotiation' | 'open-consultation' | 'validate' | 'open-signing' | 'return-to-negotiation' | 'abandon';

/** The fact as it should have been. */
export type Correct =
  | { readonly kind: 'heading'; readonly value: Heading }
  | { readonly kind: 'term'; readonly value: Term }
  | { readonly kind: 'party'; readonly value: Party }
  | { readonly kind: 'opinion'; readonly value: Opinion }
  | { readonly kind: 'signature'; readonly value: Signature }
  | { readonly kind: 'sheet'; readonly value: ActionSheet }
  | { readonly kind: 'document'; readonly value: Document }
  | { readonly kind: 'stage'; readonly value: StageEntry };

/** What may be asked of a contract. Dates are texts as in the protocol; empty: not given. */
export type ContractCommand =
  | { readonly kind: 'draft'; readonly id: string; readonly authority: string; readonly region: string; readonly heading: Heading; readonly parties: readonly Party[]; readonly term: Term; readonly on: string; readonly origin: string }
  | { readonly kind: 'import'; readonly contract: Imported }
  | { readonly kind: 'describe'; readonly heading: Heading; readonly expectedVersion: number }
  | { readonly kind: 'set-term'; readonly term: Term; readonly expectedVersion: number }
  | { readonly kind: 'add-party'; readonly party: Party }
  | { readonly kind: 'withdraw-party'; readonly organisation: string; readonly on: string; readonly reason: string }
  | { readonly kind: 'move'; readonly step: Step; readonly on: string; readonly reason: string }
  | { readonly kind: 'ask-opinion'; readonly opinion: Opinion }
  | { readonly kind: 'record-opinion'; readonly opinion: Opinion }
  | { readonly kind: 'record-signature'; readonly signature: Signature }
  | { readonly kind: 'put-sheet'; readonly sheet: ActionSheet; readonly expectedVersion: number }
  | { readonly kind: 'remove-sheet'; readonly sheet: string; readonly reason: string }
  | { readonly kind: 'name-lead'; readonly sheet: string; readonly lead: ActionLead }
  | { readonly kind: 'attach-document'; readonly document: Document }
  | { readonly kind: 'detach-document'; readonly document: string; readonly reason: string }
  | { readonly kind: 'override-rule'; readonly rule: string; readonly reason: string }
  | { readonly kind: 'lift-override'; readonly rule: string; readonly reason: string }
  | { readonly kind: 'rectify'; readonly correct: Correct; readonly void: boolean; readonly formerOrganisation: string; readonly reason: string };

export type CommandOf<K extends ContractCommand['kind']> = Extract<ContractCommand, { kind: K }>;
