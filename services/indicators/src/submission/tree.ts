import type { Indicator } from '../catalogue/definition.ts';

type Linked = Pick<Indicator, 'code' | 'parent'>;

/** A line with its place: 0 at the top, 1 for a "dont", and so on. */
export interface PlacedLine<L extends Linked = Indicator> {
  readonly line: L;
  readonly depth: number;
}

export const byCode = <L extends Linked>(lines: readonly L[]): ReadonlyMap<string, L> => new Map(lines.map((line) => [line.code, line]));

/** The lines in the order of their tree: each one followed by what is included in it. A parent that is not asked counts as none. */
export function inTreeOrder<L extends Linked>(lines: readonly L[]): readonly PlacedLine<L>[] {
  const known = byCode(lines);
  const below = Map.groupBy(lines, (line) => (known.has(line.parent) ? line.parent : ''));
  const walk = (parent: string, depth: number): PlacedLine<L>[] =>
    (below.get(parent) ?? []).flatMap((line) => [{ line, depth }, ...walk(line.code, depth + 1)]);
  return walk('', 0);
}

/** What is above a line, the nearest first. */
export function ancestors(lines: ReadonlyMap<string, Indicator>, line: Indicator): readonly Indicator[] {
  const found: Indicator[] = [];
  for (let next = lines.get(line.parent); next && !found.includes(next); next = lines.get(next.parent)) found.push(next);
  return found;
}

/** Lines under the same top: correcting one may need correcting the others. */
export function family(lines: readonly Indicator[], code: string): ReadonlySet<string> {
  const known = byCode(lines);
  const topOf = (line: Indicator): string => (ancestors(known, line).at(-1) ?? line).code;
  const line = known.get(code);
  const top = line ? topOf(line) : code;
  return new Set([code, ...lines.filter((other) => topOf(other) === top).map((other) => other.code)]);
}
