import type { IndicatorMeta, KnownSubmission, KnownValue, Shape } from '../world/known.ts';
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
  readonly metas: readonly IndicatorMeta[];
  readonly explanation: string;
}

/** Says whether a value is of the indicator asked for; made once for a request. */
export type Wanted = (value: { readonly core: string; readonly code: string }) => boolean;

/** A core code wherever it is mapped; within one region, its own code where it is mapped to none. */
export const wanted = (code: string, region: string): Wanted =>
  (value) => (value.core === code || (region !== '' && value.core === '' && value.code === code));

type Field = 'number' | 'numerator' | 'denominator' | 'target';

function sumOf(values: readonly KnownValue[], field: Field): number | undefined {
  let sum: number | undefined;
  for (const value of values) if (value[field] !== undefined) sum = (sum ?? 0) + value[field];
  return sum;
}

/** The best said answer: a number outranks a text, a text outranks "not applicable", anything outranks "missing". */
const ranks: readonly string[] = ['number', 'narrative', 'not-applicable', 'missing'];
const bestState = (values: readonly KnownValue[]): string => ranks.find((state) => values.some((value) => value.state === state)) ?? 'missing';

/** Reads submissions for one indicator. Many have the same shape: where the indicator stands in it is looked for once. */
export function answerer(isWanted: Wanted): (submission: KnownSubmission, mapped: boolean) => Answer {
  const places = new Map<Shape, readonly number[]>();
  const placesIn = (shape: Shape): readonly number[] => {
    const found = places.get(shape) ?? shape.flatMap((meta, place) => (isWanted(meta) ? [place] : []));
    places.set(shape, found);
    return found;
  };
  const none = { number: undefined, numerator: undefined, denominator: undefined, target: undefined, metas: [], explanation: '' };
  return (submission, mapped) => {
    const { shape, values: all } = submission;
    if (shape.length === 0) return { ...none, submission, state: 'awaited' };
    const here = placesIn(shape);
    if (here.length === 0) return { ...none, submission, state: mapped ? 'not-asked' : 'unmapped' };
    const values = here.flatMap((place) => all[place] ?? []);
    const numbers = values.filter(({ state }) => state === 'number');
    return {
      submission, state: bestState(values), metas: here.flatMap((place) => shape[place] ?? []),
      explanation: values.map(({ explanation }) => explanation).filter((text) => text !== '').join(' · '),
      number: sumOf(numbers, 'number'), numerator: sumOf(numbers, 'numerator'), denominator: sumOf(numbers, 'denominator'), target: sumOf(values, 'target'),
    };
  };
}

/** Says whether the region maps an indicator to what is asked: its catalogue tells, else what it reported. */
export function isMapped(region: RegionData, isWanted: Wanted): boolean {
  const said = region.catalogue?.indicators.some(({ code, coreCode }) => isWanted({ code, core: coreCode })) ?? false;
  return said || [...region.shapes.keys()].some((shape) => shape.some(isWanted));
}
