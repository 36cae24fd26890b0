import type { KnownSubmission, KnownValue } from '../world/known.ts';
import type { RegionData } from '../world/world.ts';

/** What one service answered for the indicator in one period: one line of its submission, or several that map to the same core code. */
export interface Answer {
  readonly submission: KnownSubmission;
  /** number, narrative, missing, not-applicable, awaited, not-asked, unmapped. */
  readonly state: string;
  readonly number: number | undefined;
  readonly numerator: number | undefined;
  readonly denominator: number | undefined;
  readonly target: number | undefined;
  readonly values: readonly KnownValue[];
}

/** Says whether a value is of the indicator asked for; made once for a request. */
export type Wanted = (value: { readonly core: string; readonly code: string }) => boolean;

/** A core code wherever it is mapped; within one region, its own code where it is mapped to none. */
export const wanted = (code: string, region: string): Wanted =>
  (value) => (value.core === code || (region !== '' && value.core === '' && value.code === code));

const sumOf = (values: readonly KnownValue[], of: (value: KnownValue) => number | undefined): number | undefined =>
  values.reduce<number | undefined>((sum, value) => { const next = of(value); return next === undefined ? sum : (sum ?? 0) + next; }, undefined);

/** The best said answer: a number outranks a text, a text outranks "not applicable", anything outranks "missing". */
const ranks: readonly string[] = ['number', 'narrative', 'not-applicable', 'missing'];
const bestState = (values: readonly KnownValue[]): string => ranks.find((state) => values.some((value) => value.state === state)) ?? 'missing';

export function answerOf(submission: KnownSubmission, isWanted: Wanted, mapped: boolean): Answer {
  const values = submission.values.filter(({ meta }) => isWanted(meta));
  const none = { submission, values, number: undefined, numerator: undefined, denominator: undefined, target: undefined };
  if (submission.values.length === 0) return { ...none, state: 'awaited' };
  if (values.length === 0) return { ...none, state: mapped ? 'not-asked' : 'unmapped' };
  const state = bestState(values);
  const numbers = values.filter((value) => value.state === 'number');
  return {
    submission, values, state, number: sumOf(numbers, (value) => value.number), target: sumOf(values, ({ target }) => target),
    numerator: sumOf(numbers, ({ numerator }) => numerator), denominator: sumOf(numbers, ({ denominator }) => denominator),
  };
}

/** Says whether the region maps an indicator to what is asked: its catalogue tells, else what it reported. */
export function isMapped({ catalogue, submissions }: RegionData, isWanted: Wanted): boolean {
  const said = catalogue?.indicators.some(({ code, coreCode }) => isWanted({ code, core: coreCode })) ?? false;
  return said || submissions.some(({ values }) => values.some(({ meta }) => isWanted(meta)));
}
