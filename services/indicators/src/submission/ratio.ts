import type { CountedLine } from '../catalogue/definition.ts';
import { empty, missing, notApplicable, number, numberOf, type Value } from './value.ts';

/** A ratio with the two numbers it is made of: sums are made of these. */
export interface Computed {
  readonly value: Value;
  readonly numerator?: number;
  readonly denominator?: number;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Computes a ratio, to two decimals: nothing to divide by is "not applicable", a part not known is "missing", not answered yet is empty. */
export function compute(line: Pick<CountedLine, 'ratio'>, now: (code: string) => Value | undefined, before: (code: string) => Value | undefined): Computed {
  if (!line.ratio) return { value: empty };
  const above = now(line.ratio.numerator) ?? empty;
  const below = (line.ratio.denominatorPrevious ? before : now)(line.ratio.denominator) ?? (line.ratio.denominatorPrevious ? missing : empty);
  const [numerator, denominator] = [numberOf(above), numberOf(below)];
  if (above.kind === 'empty' || below.kind === 'empty') return { value: empty };
  if (above.kind === 'not-applicable' || below.kind === 'not-applicable' || denominator === 0) return { value: notApplicable };
  if (numerator === undefined || denominator === undefined) return { value: missing };
  return { value: number(rounded((numerator / denominator) * line.ratio.factor)), numerator, denominator };
}
