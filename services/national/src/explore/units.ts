/** How the values of a unit come together over services: as a sum, as a ratio of two sums, or not at all. */
export type Together = 'sum' | 'ratio' | 'none';

const factors: Readonly<Record<string, number>> = { percent: 100, 'per-thousand': 1_000, 'per-million': 1_000_000 };
const sums: readonly string[] = ['count', 'persons', 'establishments', 'fte', 'boolean'];

/** A median delay or a text cannot be added; yes and no are counted. */
export function togetherOf(unit: string): Together {
  if (unit in factors) return 'ratio';
  return sums.includes(unit) ? 'sum' : 'none';
}

export const factorOf = (unit: string): number => factors[unit] ?? 1;

/** Under so many employees, a rate of accidents says more of chance than of risk. */
const fewestEmployees = 3_000;
export const isFragile = (unit: string, denominator: number): boolean => unit === 'per-thousand' && denominator < fewestEmployees;
