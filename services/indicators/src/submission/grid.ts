import { frenchNumber, type Actor, type Instant } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import { isAnswered, isExplained, messagesOf } from './left.ts';
import { answersFor, lockOf } from './locks.ts';
import { message, type CheckMessage } from './messages.ts';
import { compute } from './ratio.ts';
import type { Cell, Return, Submission } from './state.ts';
import { inTreeOrder } from './tree.ts';
import { empty, type Value } from './value.ts';

export type RowState = 'empty' | 'answered' | 'to-explain' | 'blocked' | 'returned' | 'corrected' | 'checked' | 'locked' | 'computed';

/** A line of the entry grid with all that helps to fill it, for one reader. */
export interface GridLine {
  readonly line: Indicator;
  readonly depth: number;
  readonly value: Value;
  readonly previous: Value;
  readonly proposed?: Proposal;
  readonly version: number;
  readonly state: RowState;
  readonly explanation: string;
  readonly messages: readonly (CheckMessage & { readonly explained: boolean })[];
  readonly lock: string | undefined;
  readonly returned: Return | undefined;
  readonly savedAt: Instant | '';
  readonly checkedBy: readonly string[];
  readonly origin: string;
}

/** A value known from elsewhere, with where it comes from: nobody is asked twice. */
export interface Proposal {
  readonly value: Value;
  readonly origin: string;
}

/** What a grid is read with: who reads, last year's values, and what is known from elsewhere. */
export interface Reading {
  readonly actor: Actor;
  readonly previous: ReadonlyMap<string, Value>;
  readonly proposals: ReadonlyMap<string, Proposal>;
}

function rowState(state: Submission, line: Indicator, messages: readonly CheckMessage[]): RowState {
  const returned = state.returns.get(line.code);
  if (line.reporter === 'computed') return 'computed';
  if (returned && !returned.corrected) return 'returned';
  if (messages.some(({ severity }) => severity === 'block')) return 'blocked';
  if (messages.length > 0 && !isExplained(state, line.code)) return 'to-explain';
  if (state.phase === 'approved') return 'locked';
  if (returned) return 'corrected';
  if (state.checks.dreets.lines.has(line.code) && state.checks.fund.lines.has(line.code)) return 'checked';
  return isAnswered(state, line.code) ? 'answered' : 'empty';
}

/** A ratio over too few says little: it is shown greyed, and why. */
function smallBase(line: Indicator, denominator: number | undefined): readonly CheckMessage[] {
  const from = line.ratio?.meaningfulFrom ?? 0;
  if (denominator === undefined || denominator >= from) return [];
  return [message(line, 'small-base', 'info', `Calculé sur ${frenchNumber(denominator)} seulement : en dessous de ${frenchNumber(from)}, ce taux n'est pas significatif.`)];
}

const cellPart = (cell: Cell | undefined) => ({
  version: cell?.version ?? 0, explanation: cell?.explanation ?? '', savedAt: cell?.savedAt ?? ('' as const), origin: cell?.origin ?? '',
});

/** The grid in the order of the tree. */
export function gridOf(state: Submission, { actor, previous, proposals }: Reading): readonly GridLine[] {
  const said = Map.groupBy(messagesOf(state, previous), ({ indicator }) => indicator);
  const now = (code: string): Value | undefined => state.cells.get(code)?.value;
  return inTreeOrder(state.lines).map(({ line, depth }): GridLine => {
    const computed = line.reporter === 'computed' ? compute(line, now, (code) => previous.get(code)) : undefined;
    const messages = [...(said.get(line.code) ?? []), ...smallBase(line, computed?.denominator)];
    const explained = isExplained(state, line.code);
    const proposed = isAnswered(state, line.code) ? undefined : proposals.get(line.code);
    return {
      line, depth, ...cellPart(state.cells.get(line.code)),
      value: computed?.value ?? now(line.code) ?? empty,
      previous: previous.get(line.code) ?? empty,
      ...(proposed ? { proposed } : {}),
      state: rowState(state, line, messages),
      messages: messages.map((one) => ({ ...one, explained: explained && one.severity === 'explain' })),
      lock: lockOf(state, line, answersFor(state, actor)),
      returned: state.returns.get(line.code),
      checkedBy: (['dreets', 'fund'] as const).filter((side) => state.checks[side].lines.has(line.code)),
    };
  });
}
