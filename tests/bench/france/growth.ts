import { round, type Figure } from '../figures.ts';

/** What must not grow with the years behind: what one page, one commit, one start, one turn of the event loop costs. */
const flat: readonly RegExp[] = [/^page\.(?!machine)/, /^freshness\./, /^(?:page\.)?loop\.p99_ms$/, /^start\.region_s$/, /_per_s$/];

/** How far the largest size may be from the smallest and still be called flat: years go up tenfold, and a busy machine makes its own difference. */
export const flatWithin = 2;
/** Milliseconds of difference that the clock and the machine make by themselves. */
const noise = 1;

/** One figure at each size. */
export interface Grown {
  readonly name: string;
  readonly unit: string;
  readonly years: readonly number[];
  /** Undefined where that size did not give it. */
  readonly values: readonly (number | undefined)[];
  /** Of each size to the smallest. */
  readonly ratios: readonly (number | undefined)[];
  readonly shouldBeFlat: boolean;
  /** Whether it is; undefined where it need not be, or too few sizes gave it. */
  readonly isFlat: boolean | undefined;
}

const ratioOf = (value: number | undefined, first: number | undefined): number | undefined => (value === undefined || first === undefined || first <= 0 ? undefined : value / first);

/** A rate is worse when it falls; all else when it rises. */
function isFlat(unit: string, first: number | undefined, last: number | undefined): boolean | undefined {
  if (first === undefined || last === undefined) return undefined;
  if (unit === '/s') return last >= first / flatWithin;
  return last <= first * flatWithin || (unit === 'ms' && last - first <= noise);
}

/** Puts the figures of each size beside each other, in the order in which they were measured. */
export function grown(all: ReadonlyMap<number, readonly Figure[]>): readonly Grown[] {
  const years = [...all.keys()].sort((a, b) => a - b);
  const byName = Map.groupBy(years.flatMap((size) => all.get(size) ?? []), ({ name }) => name);
  return [...byName].map(([name, [any]]): Grown => {
    const values = years.map((size) => all.get(size)?.find((figure) => figure.name === name)?.value);
    const [first, unit] = [values[0], any?.unit ?? ''];
    const shouldBeFlat = flat.some((pattern) => pattern.test(name.replace(/^distributed\./, '')));
    return { name, unit, years, values, ratios: values.map((value) => ratioOf(value, first)), shouldBeFlat, isFlat: shouldBeFlat ? isFlat(unit, first, values.at(-1)) : undefined };
  });
}

/** As the other figures are said: the value is the last ratio, with a bar where it should be flat. */
function json({ name, unit, years, values, ratios, shouldBeFlat, isFlat: holds }: Grown): string {
  const last = ratios.at(-1);
  const bar = shouldBeFlat ? (unit === '/s' ? `≥ ${1 / flatWithin}` : `≤ ${flatWithin}`) : '';
  const rounded = (list: readonly (number | undefined)[]) => list.map((one) => (one === undefined ? null : round(one)));
  return JSON.stringify({ name: `growth.${name}`, value: last === undefined ? null : round(last), unit: '×', bar, met: holds ?? true, of: unit, years, values: rounded(values), ratios: rounded(ratios), shouldBeFlat, isFlat: holds ?? null });
}

const cell = (value: number | undefined, ratio: number | undefined): string => `${value === undefined ? '' : String(round(value))}`.padStart(14) + `${ratio === undefined ? '' : `×${round(ratio)}`}`.padStart(9);

function verdict({ shouldBeFlat, isFlat: holds }: Grown): string {
  if (!shouldBeFlat) return '';
  return holds === undefined ? 'should be flat' : `should be flat: ${holds ? 'it is' : 'IT IS NOT'}`;
}

/** A line for the heads, then one for each figure. */
export function growthLines(rows: readonly Grown[], asJson: boolean): readonly string[] {
  if (asJson) return rows.map(json);
  const [first] = rows;
  if (!first) return [];
  const width = 2 + Math.max(...rows.map(({ name, unit }) => name.length + unit.length + 1));
  const heads = first.years.map((size) => `${size} year${size > 1 ? 's' : ''}`.padStart(14) + 'ratio'.padStart(9)).join('');
  const lines = rows.map((row) => `${`${row.name} ${row.unit}`.padEnd(width)}${row.values.map((value, at) => cell(value, row.ratios[at])).join('')}  ${verdict(row)}`.trimEnd());
  return [`Growth, each size against the smallest; flat is at most ×${flatWithin}, or at least ×${1 / flatWithin} for what is counted by the second`, `${'years behind'.padEnd(width)}${heads}`, ...lines];
}

/** The same figures at each size in one table; what should be flat says so, and whether it is. */
export function growth(all: ReadonlyMap<number, readonly Figure[]>, asJson: boolean): void {
  if (!asJson) process.stdout.write('\n');
  for (const line of growthLines(grown(all), asJson)) process.stdout.write(`${line}\n`);
}
