import type { Day } from '@cpom/kernel';

export type Unit = 'count' | 'persons' | 'establishments' | 'percent' | 'per-thousand' | 'per-million' | 'days' | 'fte' | 'boolean' | 'narrative';
export type Relation = '' | 'subset' | 'partition' | 'multi-choice' | 'twin';
export type Severity = 'block' | 'explain';
export type Reporter = 'spsti' | 'fund' | 'dreets' | 'computed';
export type Kind = 'means' | 'activity' | 'result' | 'impact';
/** Which rule of statistical secrecy protects the counts of an indicator outside the signatories. */
export type Disclosure = 'persons-health' | 'establishments' | 'none';

export interface Heading {
  readonly key: string;
  readonly label: string;
}

/** A ratio is computed from two indicators, never typed. */
export interface Ratio {
  readonly numerator: string;
  readonly denominator: string;
  /** The denominator is the previous period's: in work six months later ÷ directed last year. */
  readonly denominatorPrevious: boolean;
  readonly factor: number;
  /** Below this denominator the ratio means nothing: shown greyed, with the reason. 0: it always means something. */
  readonly meaningfulFrom: number;
}

/** What an indicator means between two dates (both included); a submission keeps the version it was asked with. */
export interface Indicator {
  readonly code: string;
  readonly version: number;
  readonly label: string;
  readonly unit: Unit;
  readonly theme: string;
  readonly kind: Kind;
  readonly relation: Relation;
  readonly parent: string;
  /** What happens when the line exceeds its parent: it blocks only within the same period and the same cohort. */
  readonly severity: Severity;
  /** The parent that the contract's text gives when the tree puts the line lower: exceeding that one blocks. */
  readonly textParent: string;
  readonly reporter: Reporter;
  readonly outline: readonly Heading[];
  readonly ratio?: Ratio;
  readonly disclosure: Disclosure;
  readonly disaggregation: string;
  readonly coreCode: string;
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly origin: string;
}

/** As much of an indicator as counts, sums and their secrecy need. */
export type CountedLine = Pick<Indicator, 'code' | 'label' | 'unit' | 'parent' | 'coreCode' | 'reporter' | 'disclosure' | 'ratio'>;

export const units: readonly Unit[] =
  ['count', 'persons', 'establishments', 'percent', 'per-thousand', 'per-million', 'days', 'fte', 'boolean', 'narrative'];
export const relations: readonly Relation[] = ['', 'subset', 'partition', 'multi-choice', 'twin'];
export const reporters: readonly Reporter[] = ['spsti', 'fund', 'dreets', 'computed'];
export const kinds: readonly Kind[] = ['means', 'activity', 'result', 'impact'];
export const disclosures: readonly Disclosure[] = ['persons-health', 'establishments', 'none'];

/** Says whether the version holds on at least one day between the two. */
export const validDuring = (indicator: Indicator, from: Day, to: Day): boolean =>
  (indicator.validFrom === undefined || indicator.validFrom <= to) && (indicator.validTo === undefined || from <= indicator.validTo);
