import type { Day } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import type { Period } from './period.ts';

/** The sides that answer lines, and the two that check them. */
export type Side = 'spsti' | 'dreets' | 'fund';
export type Checker = 'dreets' | 'fund';

/** A value as an event keeps it: what people wrote stands apart in `text`, because the law may have it erased. */
export type StoredValue =
  | { readonly kind: 'empty' | 'missing' | 'not-applicable' | 'narrative' }
  | { readonly kind: 'number'; readonly number: number };

/** What happens to a submission. Texts: `explanation`, `reason`, and `heading:<key>` for each part of a narrative. */
export type SubmissionEvent =
  | {
      readonly type: 'SubmissionOpened'; readonly region: string; readonly service: string; readonly campaign: string; readonly period: Period;
      readonly openedOn: Day; readonly dueOn: Day; readonly contracts: readonly string[]; readonly lines: readonly Indicator[]; readonly origin: string;
    }
  | { readonly type: 'LinesAdded'; readonly lines: readonly Indicator[]; readonly contracts: readonly string[] }
  | { readonly type: 'DuePostponed'; readonly dueOn: Day; readonly text?: Readonly<Record<string, string>> }
  | { readonly type: 'CellSaved'; readonly indicator: string; readonly value: StoredValue; readonly origin: string; readonly text?: Readonly<Record<string, string>> }
  | { readonly type: 'CellExplained'; readonly indicator: string; readonly text?: Readonly<Record<string, string>> }
  | { readonly type: 'ProgressNoted'; readonly asked: number; readonly answered: number }
  | { readonly type: 'DueReminded'; readonly daysBefore: number }
  | { readonly type: 'Submitted'; readonly asked: number; readonly answered: number; readonly text?: Readonly<Record<string, string>> }
  | { readonly type: 'Recalled'; readonly text?: Readonly<Record<string, string>> }
  | { readonly type: 'LinesChecked'; readonly by: Checker; readonly indicators: readonly string[] }
  | { readonly type: 'LineReturned'; readonly by: Checker; readonly indicator: string; readonly text?: Readonly<Record<string, string>> }
  | { readonly type: 'CheckFinished'; readonly by: Checker }
  | { readonly type: 'RegionallyApproved'; readonly approval: Approval }
  | { readonly type: 'TargetsNoted'; readonly targets: Readonly<Record<string, number>> }
  | { readonly type: 'Reopened'; readonly text?: Readonly<Record<string, string>> };

/** What an approval was made with beside the values: targets, and last period's numbers that ratios divide by. */
export interface Approval {
  readonly targets: Readonly<Record<string, number>>;
  readonly previous: Readonly<Record<string, number>>;
  /** Only for what is recorded long after (reprise): the dates in law, as far as they are known. */
  readonly submittedOn?: string;
  readonly approvedOn?: string;
}
