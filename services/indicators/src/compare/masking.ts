import type { CountedLine, Disclosure } from '../catalogue/definition.ts';
import type { ReadValue } from '../submission/value.ts';

/** A value as it was approved, with what its secrecy and its sums need. */
export interface ComparedValue {
  readonly indicator: string;
  readonly value: ReadValue;
  readonly numerator?: number;
  readonly denominator?: number;
  readonly target?: number;
}

/** Below these, a count is secret outside the signatories (domain, 7). Zero is below, too: it would tell of everybody. */
const thresholds: Readonly<Record<Disclosure, number>> = { 'persons-health': 11, establishments: 3, none: 0 };

export const isSecret = (disclosure: Disclosure, count: number): boolean => count < thresholds[disclosure];

export const maskedValue: ReadValue = { kind: 'masked' };

/** What somebody who signed nothing may read of a value. A ratio is as secret as the counts it is made of. */
export function masked({ disclosure }: Pick<CountedLine, 'disclosure'>, compared: ComparedValue): ReadValue {
  const { value, numerator, denominator } = compared;
  const counts = numerator !== undefined && denominator !== undefined ? [numerator, denominator] : value.kind === 'number' ? [value.number] : [];
  return counts.some((count) => isSecret(disclosure, count)) ? maskedValue : value;
}
