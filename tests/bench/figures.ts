/** One measured figure. The bar is the most it may be (or, for a ratio, the least); absent: for reference. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar?: { readonly atMost?: number; readonly atLeast?: number };
  /** What the figure is made of: the worst page, the load. */
  readonly note?: string;
}

/** The value below which the given share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const round = (value: number): number => Math.round(value * 100) / 100;

export const isMet = ({ value, bar }: Figure): boolean => !bar || (value <= (bar.atMost ?? Infinity) && value >= (bar.atLeast ?? -Infinity));

const barText = ({ bar }: Figure): string => (bar ? (bar.atMost === undefined ? `≥ ${bar.atLeast}` : `≤ ${bar.atMost}`) : '');

/** One line a figure: JSON for programs, columns for people. */
export function print(figure: Figure, json: boolean): void {
  const { name, value, unit, note } = figure;
  if (json) process.stdout.write(`${JSON.stringify({ name, value: round(value), unit, bar: barText(figure), met: isMet(figure), note })}\n`);
  else process.stdout.write(`${name.padEnd(24)} ${String(round(value)).padStart(10)} ${unit.padEnd(6)} ${barText(figure).padEnd(8)} ${figure.bar ? (isMet(figure) ? 'met' : 'MISSED') : ''} ${note ?? ''}\n`);
}
