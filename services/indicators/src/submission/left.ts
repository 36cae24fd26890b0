import { plural } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import { check } from './checks.ts';
import type { Side } from './events.ts';
import type { CheckMessage } from './messages.ts';
import type { Submission } from './state.ts';
import type { Value } from './value.ts';

export interface Left {
  readonly indicator: string;
  readonly label: string;
  readonly why: 'unanswered' | 'blocked' | 'to-explain' | 'returned' | 'fund-line' | 'dreets-line' | 'check';
  readonly text: string;
}

/** « 34 sur 46 »: what one side is asked and has answered. */
export interface Counts {
  readonly asked: number;
  readonly answered: number;
}

export const linesOf = (state: Submission, side: Side): readonly Indicator[] => state.lines.filter((line) => line.reporter === side);
export const isAnswered = (state: Submission, code: string): boolean => (state.cells.get(code)?.value.kind ?? 'empty') !== 'empty';
export const isExplained = (state: Submission, code: string): boolean => (state.cells.get(code)?.explanation ?? '').trim() !== '';

const countOf = (state: Submission, lines: readonly Indicator[]): Counts =>
  ({ asked: lines.length, answered: lines.filter((line) => isAnswered(state, line.code)).length });

export const countsOf = (state: Submission, side: Side): Counts => countOf(state, linesOf(state, side));
/** Over all sides; computed lines are asked of nobody. */
export const allCounts = (state: Submission): Counts => countOf(state, state.lines.filter((line) => line.reporter !== 'computed'));

/** What the checks say, with the same period a year before. */
export const messagesOf = (state: Submission, previous: ReadonlyMap<string, Value>): readonly CheckMessage[] =>
  check({ lines: state.lines, cells: state.cells, previous });

function whyLeft(state: Submission, line: Indicator, said: readonly CheckMessage[]): Left | undefined {
  const left = (why: Left['why'], text: string): Left => ({ indicator: line.code, label: line.label, why, text });
  if (!isAnswered(state, line.code)) return left('unanswered', 'Sans réponse : un nombre, un texte, « n.r. » ou « s.o. ».');
  const blocking = said.find((one) => one.severity === 'block');
  if (blocking) return left('blocked', blocking.text);
  const returned = state.returns.get(line.code);
  if (returned && !returned.corrected) return left('returned', `Renvoyée : ${returned.reason}`);
  const asked = said.find((one) => one.severity === 'explain');
  return asked && !isExplained(state, line.code) ? left('to-explain', asked.text) : undefined;
}

/** What is left to one side on its own lines, in the order of the lines. */
export function leftTo(state: Submission, side: Side, previous: ReadonlyMap<string, Value>): readonly Left[] {
  const said = Map.groupBy(messagesOf(state, previous), (one) => one.indicator);
  return linesOf(state, side).flatMap((line) => whyLeft(state, line, said.get(line.code) ?? []) ?? []);
}

const reasons: Readonly<Record<Left['why'], (count: number) => string>> = {
  unanswered: (count) => `${plural(count, 'ligne')} sans réponse`,
  blocked: (count) => `${plural(count, 'incohérence bloquante', 'incohérences bloquantes')}`,
  'to-explain': (count) => `${plural(count, 'explication attendue', 'explications attendues')}`,
  returned: (count) => `${plural(count, 'ligne renvoyée à corriger', 'lignes renvoyées à corriger')}`,
  'fund-line': (count) => `${plural(count, 'ligne de la caisse à remplir', 'lignes de la caisse à remplir')}`,
  'dreets-line': (count) => `${plural(count, 'ligne de la DREETS à remplir', 'lignes de la DREETS à remplir')}`,
  check: () => 'les contrôles ne sont pas terminés',
};

/** « 3 lignes sans réponse, 1 incohérence bloquante ». */
export const sayLeft = (left: readonly Left[]): string =>
  [...Map.groupBy(left, ({ why }) => why)].map(([why, items]) => reasons[why](items.length)).join(', ');
