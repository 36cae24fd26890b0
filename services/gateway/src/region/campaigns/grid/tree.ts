import type { EntryRow } from '../../../ui/index.ts';
import { entryRow, themeName, type Line, type Showing } from './rows.ts';

interface Node {
  readonly line: Line;
  readonly children: Node[];
}

/** A twin stands beside its line, not under it: it is no part of it. */
const isBelow = ({ indicator, depth }: Line): boolean => depth > 0 && indicator.relation !== 'twin';

/** Rows in the order of the tree, as a tree. */
function treeOf(lines: readonly Line[]): readonly Node[] {
  const known = new Map<string, Node>();
  const tops: Node[] = [];
  for (const line of lines) {
    const node: Node = { line, children: [] };
    const parent = known.get(line.indicator.parent);
    known.set(line.indicator.code, node);
    (parent && isBelow(line) ? parent.children : tops).push(node);
  }
  return tops;
}

const shown = ({ line, children }: Node, showing: Showing, depth: number): EntryRow =>
  ({ ...entryRow(line, showing, depth), children: children.map((child) => shown(child, showing, depth + 1)) });

/** The rows of the grid: under their theme, each « dont » under what it is part of. */
export function entryRows(lines: readonly Line[], showing: Showing): readonly EntryRow[] {
  const byTheme = Map.groupBy(treeOf(lines), ({ line }) => line.indicator.theme);
  return [...byTheme].map(([theme, nodes]): EntryRow => ({
    id: `theme-${theme.replace(/[^A-Za-z0-9-]/g, '')}`, label: themeName(theme), kind: 'group', lastYear: { kind: 'missing' }, messages: [],
    children: nodes.map((node) => shown(node, showing, 0)),
  }));
}

/** The reason that keeps everybody's hands off most lines, when not one can be written. */
export function lockOfAll(lines: readonly Line[]): string | undefined {
  const typed = lines.filter(({ indicator }) => indicator.reporter !== 'computed');
  if (typed.length === 0 || typed.some(({ editable }) => editable)) return undefined;
  const counts = Map.groupBy(typed, ({ lockedBecause }) => lockedBecause);
  return [...counts].sort(([, left], [, right]) => right.length - left.length)[0]?.[0];
}
