import type { CellMessage, GridRow } from '@cpom/proto/indicators/v1/indicators';
import { toMessage } from '../catalogue/wire.ts';
import type { Target } from '../targets/contract.ts';
import type { GridLine } from './grid.ts';
import { isExplained } from './left.ts';
import type { CheckMessage } from './messages.ts';
import type { Submission } from './state.ts';
import { toCellValue } from './wire.ts';

export const toMessages = (state: Submission, messages: readonly CheckMessage[]): CellMessage[] => messages.map(({ indicator, severity, rule, text, other }) =>
  ({ severity, rule, text, other, explained: severity === 'explain' && isExplained(state, indicator) }));

/** A row of the entry grid as the reply carries it. */
export function toGridRow(state: Submission, row: GridLine, target: Target | undefined): GridRow {
  return {
    indicator: toMessage(row.line), depth: row.depth, previous: toCellValue(row.previous), target: target?.value, targetOrigin: target?.origin ?? '',
    proposed: row.proposed ? toCellValue(row.proposed.value) : undefined, proposedOrigin: row.proposed?.origin ?? '',
    value: toCellValue(row.value), cellVersion: row.version, state: row.state, explanation: row.explanation, messages: toMessages(state, row.messages),
    editable: row.lock === undefined, lockedBecause: row.lock ?? '', returnReason: row.returned?.reason ?? '', returnedBy: row.returned?.by ?? '',
    savedAt: row.savedAt, checkedBy: [...row.checkedBy], origin: row.origin,
  };
}
