import type { IndicatorCell } from '@cpom/proto/national/v1/national';
import type { Answer } from './answers.ts';
import { isBelow, maskOf, type DisclosureRule, type MaskedBecause } from './disclosure.ts';
import { factorOf, isFragile, togetherOf } from './units.ts';

/** What a region or the nation answers for one period, before anything is masked. Never leaves this folder. */
export interface Clear {
  readonly region: string;
  readonly period: string;
  readonly unit: string;
  readonly rule: DisclosureRule;
  readonly answers: readonly Answer[];
  /** What each service adds to the figure that secrecy looks at: the numbers, or the numerators of a ratio. */
  readonly parts: readonly number[];
  readonly masked: MaskedBecause;
}

const isUsable = (unit: string, { numerator, denominator, number }: Answer): boolean =>
  (togetherOf(unit) === 'ratio' ? numerator !== undefined && denominator !== undefined : number !== undefined);

/** What one answer weighs before secrecy. */
export const weightOf = (unit: string, { numerator, number }: Answer): number => (togetherOf(unit) === 'ratio' ? numerator : number) ?? 0;

export function clearOf(region: string, period: string, unit: string, rule: DisclosureRule, answers: readonly Answer[]): Clear {
  const usable = togetherOf(unit) === 'none' ? [] : answers.filter((answer) => isUsable(unit, answer));
  const parts = usable.map((answer) => weightOf(unit, answer));
  return { region, period, unit, rule, answers, parts, masked: parts.length === 0 ? '' : maskOf(rule, parts) };
}

export const countOf = ({ parts }: Clear): number => parts.reduce((sum, part) => sum + part, 0);

type Tally = Pick<IndicatorCell, 'answered' | 'missing' | 'notApplicable' | 'unmapped' | 'notAsked' | 'awaited'>;
const tallied: Readonly<Record<string, keyof Tally>> = {
  number: 'answered', narrative: 'answered', missing: 'missing', 'not-applicable': 'notApplicable', unmapped: 'unmapped', 'not-asked': 'notAsked', awaited: 'awaited',
};

function tally(answers: readonly Answer[]): Tally {
  const counts = { answered: 0, missing: 0, notApplicable: 0, unmapped: 0, notAsked: 0, awaited: 0 };
  for (const { state } of answers) counts[tallied[state] ?? 'missing'] += 1;
  return counts;
}

const total = (answers: readonly Answer[], of: (answer: Answer) => number | undefined): number => answers.reduce((sum, answer) => sum + (of(answer) ?? 0), 0);

/** Where only some have a target, shown only if nobody below the threshold could be told apart by it. */
function progressOf({ rule, unit, parts }: Clear, aimed: readonly Answer[], target: number): number | undefined {
  const reached = total(aimed, ({ number }) => number);
  const rest = parts.reduce((sum, part) => sum + part, 0) - reached;
  const apart = aimed.length < parts.length && (isBelow(rule, rest) || parts.some((part) => isBelow(rule, part)));
  if (togetherOf(unit) !== 'sum' || target <= 0 || isBelow(rule, reached) || apart) return undefined;
  return reached / target;
}

function targetPart(clear: Clear): Pick<IndicatorCell, 'target' | 'servicesWithTarget' | 'progress'> {
  const aimed = clear.answers.filter(({ number, target }) => number !== undefined && target !== undefined);
  if (aimed.length === 0 || togetherOf(clear.unit) !== 'sum') return { target: undefined, servicesWithTarget: aimed.length, progress: undefined };
  const target = total(aimed, (answer) => answer.target);
  return { target, servicesWithTarget: aimed.length, progress: clear.masked === '' ? progressOf(clear, aimed, target) : undefined };
}

type ValuePart = Pick<IndicatorCell, 'state' | 'value' | 'numerator' | 'denominator' | 'fragile' | 'maskedBecause'>;
const without = (state: string, maskedBecause = ''): ValuePart =>
  ({ state, maskedBecause, value: undefined, numerator: undefined, denominator: undefined, fragile: false });

function valuePart({ unit, parts, answers, masked }: Clear): ValuePart {
  const answered = answers.filter(({ state }) => state === 'number' || state === 'narrative');
  if (answered.length === 0) return without('none');
  if (parts.length === 0) return without('not-additive');
  if (masked !== '') return without('masked', masked);
  if (togetherOf(unit) === 'sum') return { ...without('number'), value: total(answers, ({ number }) => number) };
  const usable = answers.filter((answer) => isUsable(unit, answer));
  const [numerator, denominator] = [total(usable, (answer) => answer.numerator), total(usable, (answer) => answer.denominator)];
  if (denominator === 0) return without('none');
  return { ...without('number'), value: (numerator / denominator) * factorOf(unit), numerator, denominator, fragile: isFragile(unit, denominator) };
}

/** The cell as it may be shown. */
export const shown = (clear: Clear): IndicatorCell => ({
  region: clear.region, period: clear.period, ...valuePart(clear), ...targetPart(clear), ...tally(clear.answers),
});
