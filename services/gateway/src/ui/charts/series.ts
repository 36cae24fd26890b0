import { line } from 'd3-shape';
import type { Value } from '../numbers.ts';

/** One line: a value a year. Years without a number leave a gap, not a zero. */
export interface Series {
  readonly label: string;
  readonly points: readonly { readonly year: number; readonly value: Value; readonly href?: string }[];
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The years of all series, each once, in order. */
export const yearsOf = (series: readonly Series[]): number[] =>
  [...new Set(series.flatMap((one) => one.points.map((point) => point.year)))].sort((a, b) => a - b);

export const numbersOf = (series: readonly Series[]): number[] =>
  series.flatMap((one) => one.points.flatMap((point) => (point.value.kind === 'number' ? [point.value.value] : [])));

/** The places of a series, in the order of years; undefined where there is no number. */
export function places(one: Series, x: (year: number) => number, y: (value: number) => number): (Place | undefined)[] {
  const ordered = [...one.points].sort((a, b) => a.year - b.year);
  return ordered.map((point) => (point.value.kind === 'number' ? { x: x(point.year), y: y(point.value.value) } : undefined));
}

const rounded = (n: number): number => Math.round(n * 100) / 100;

/** An SVG path that stops where a value is missing. */
export const pathOf = (points: readonly (Place | undefined)[]): string =>
  line<Place | undefined>().defined((point) => point !== undefined).x((point) => rounded(point?.x ?? 0)).y((point) => rounded(point?.y ?? 0))(points) ?? '';

/** Heights moved apart so that texts do not overlap, in their order, within the drawing. */
export function apart(heights: readonly number[], gap: number, bottom: number): number[] {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  const placed: number[] = [];
  order.forEach((item, rank) => placed.push(Math.max(item.height, (placed[rank - 1] ?? -Infinity) + gap)));
  for (let rank = placed.length - 1, limit = bottom; rank >= 0; rank--, limit -= gap) placed[rank] = Math.min(placed[rank] ?? limit, limit);
  return heights.map((_, index) => placed[order.findIndex((item) => item.index === index)] ?? 0);
}

/** A label in at most two lines of about `width` letters. */
export function twoLines(label: string, width: number): readonly string[] {
  if (label.length <= width) return [label];
  const cut = Math.max(label.lastIndexOf(' ', width), label.lastIndexOf('-', width - 1) + 1);
  const at = cut > 0 ? cut : width;
  const rest = label.slice(at).trim();
  return [label.slice(0, at), rest.length > width ? `${rest.slice(0, width - 1)}…` : rest];
}
