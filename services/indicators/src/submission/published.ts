import type { Fact } from '@cpom/kernel';
import type { Message } from '@cpom/platform';
import { SubmissionState, type PublicValue } from '@cpom/proto/indicators/v1/events';
import { approvedValues, type ApprovedValue } from './approved.ts';
import type { SubmissionEvent } from './events.ts';
import { allCounts } from './left.ts';
import type { Submission } from './state.ts';

/** What is typed is never said: these only change cells, or concern nobody outside. */
export const silent: ReadonlySet<SubmissionEvent['type']> = new Set(['CellSaved', 'CellExplained', 'DueReminded', 'LinesChecked']);

/** A line nobody answered is said missing; a narrative says that it is there, its text stays in the region. */
function said({ line, value, explanation, target, numerator, denominator }: ApprovedValue): PublicValue {
  return {
    indicator: line.code,
    indicatorVersion: line.version,
    coreCode: line.coreCode,
    label: line.label,
    unit: line.unit,
    state: value.kind === 'empty' ? 'missing' : value.kind,
    number: value.kind === 'number' ? value.number : undefined,
    numerator,
    denominator,
    target,
    explanation,
    disclosure: line.disclosure,
    kind: line.kind,
    theme: line.theme,
    meaningfulFrom: line.ratio?.meaningfulFrom || undefined,
  };
}

function messageOf(state: Submission): SubmissionState {
  const { region, service, campaign, period, openedOn, dueOn, phase, approved } = state;
  const { asked, answered } = allCounts(state);
  return {
    region, service, campaign, period, openedOn, dueOn, asked, state: phase,
    // While it is typed, the count is the one last noted: at most once a minute.
    answered: phase === 'open' || phase === 'reopened' || phase === 'returned' ? state.answeredSaid : answered,
    firstSubmittedAt: state.firstSubmittedAt || (approved?.submittedOn ?? ''),
    submittedAt: state.receipt?.at ?? approved?.submittedOn ?? '',
    approvedAt: approved ? approved.approvedOn || approved.at : '',
    contracts: [...state.contracts],
    values: approvedValues(state).map(said),
    origin: state.origin,
  };
}

/** The submission as the nation hears it: dates, a state and counts; values once the region approved them. */
export function publishedSubmission(state: Submission, { event }: Fact<SubmissionEvent>): readonly Message[] {
  if (silent.has(event.type)) return [];
  const payload = SubmissionState.encode(messageOf(state)).finish();
  return [{ topic: 'indicators.nation', type: 'cpom.indicators.v1.SubmissionState', audience: 'nation', payload }];
}
