import type { CountedLine, Unit } from '../catalogue/definition.ts';
import { empty, number, type ReadValue } from '../submission/value.ts';
import { masked, maskedValue, type ComparedValue } from './masking.ts';

/** What a service reported, approved; `open` says that the reader may see its small counts. */
export interface Column {
  readonly service: string;
  readonly values: ReadonlyMap<string, ComparedValue>;
  /** all: every figure. masked: small counts hidden. none: nothing of it (the contract does not share lines). */
  readonly sight: 'all' | 'masked' | 'none';
}

export interface Row {
  readonly line: CountedLine;
  readonly depth: number;
  readonly values: readonly ReadValue[];
  readonly total: ReadValue;
  readonly targetTotal?: number;
}

const additive: ReadonlySet<Unit> = new Set(['count', 'persons', 'establishments', 'fte']);
const fewestShown = 3;

function seen(line: CountedLine, column: Column): ReadValue {
  const found = column.values.get(line.code);
  if (!found) return empty;
  if (column.sight === 'none') return maskedValue;
  return column.sight === 'masked' ? masked(line, found) : found.value;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const numbersOf = (values: readonly ComparedValue[]): number[] => values.flatMap(({ value }) => (value.kind === 'number' ? [value.number] : []));

/** A sum of counts, or the ratio of the sums; never a sum of ratios, delays or texts. */
function totalOf(line: CountedLine, values: readonly ComparedValue[]): ComparedValue | undefined {
  if (line.ratio) {
    const parts = values.filter(({ numerator, denominator }) => numerator !== undefined && denominator !== undefined);
    const [numerator, denominator] = [sum(parts.map((part) => part.numerator ?? 0)), sum(parts.map((part) => part.denominator ?? 0))];
    return denominator === 0 ? undefined : { indicator: line.code, value: number(Math.round((numerator / denominator) * line.ratio.factor * 100) / 100), numerator, denominator };
  }
  const numbers = numbersOf(values);
  return additive.has(line.unit) && numbers.length > 0 ? { indicator: line.code, value: number(sum(numbers)) } : undefined;
}

/** A single hidden value could be found again from the total: then the total hides too. */
function shownTotal(line: CountedLine, shown: readonly ReadValue[], columns: readonly Column[]): ReadValue {
  const total = totalOf(line, columns.flatMap(({ values }) => values.get(line.code) ?? []));
  if (!total) return empty;
  const hidden = shown.filter(({ kind }) => kind === 'masked').length;
  if (hidden === 0) return total.value;
  const tooFew = hidden === 1 || shown.filter(({ kind }) => kind !== 'empty').length < fewestShown;
  return tooFew ? maskedValue : masked(line, total);
}

/** One row of the regional table: an indicator, service by service, as this reader may see it. */
export function rowOf(line: CountedLine, depth: number, columns: readonly Column[]): Row {
  const values = columns.map((column) => seen(line, column));
  const targets = columns.flatMap((column) => column.values.get(line.code)?.target ?? []);
  return { line, depth, values, total: shownTotal(line, values, columns), ...(targets.length > 0 && additive.has(line.unit) ? { targetTotal: sum(targets) } : {}) };
}

