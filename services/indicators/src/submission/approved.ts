import type { CountedLine, Indicator } from '../catalogue/definition.ts';
import { compute } from './ratio.ts';
import type { Approved, Cell } from './state.ts';
import { empty, number, type Value } from './value.ts';

/** What values are computed from: the lines asked and what was approved, whoever kept it. */
export interface ApprovedSource<L extends CountedLine> {
  readonly lines: readonly L[];
  readonly approved?: Pick<Approved, 'targets' | 'previous'> & { readonly cells: ReadonlyMap<string, Pick<Cell, 'value' | 'explanation'>> };
}

/** A value as it was approved, a ratio computed from what was approved with it. */
export interface ApprovedValue<L extends CountedLine = Indicator> {
  readonly line: L;
  readonly value: Value;
  readonly explanation: string;
  readonly target?: number;
  readonly numerator?: number;
  readonly denominator?: number;
}

function approvedValue<L extends CountedLine>(line: L, approved: NonNullable<ApprovedSource<L>['approved']>): ApprovedValue<L> {
  const cell = approved.cells.get(line.code);
  const target = approved.targets[line.code];
  const before = (code: string): Value | undefined => {
    const found = approved.previous[code];
    return found === undefined ? undefined : number(found);
  };
  const computed = line.reporter === 'computed' ? compute(line, (code) => approved.cells.get(code)?.value, before) : { value: cell?.value ?? empty };
  return { line, ...computed, explanation: cell?.explanation ?? '', ...(target === undefined ? {} : { target }) };
}

/** Every line of a submission as it was approved; nothing before the first approval. */
export const approvedValues = <L extends CountedLine>(source: ApprovedSource<L>): readonly ApprovedValue<L>[] => {
  const { approved, lines } = source;
  return approved ? lines.map((line) => approvedValue(line, approved)) : [];
};
