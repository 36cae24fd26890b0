import type { Fact } from '@cpom/kernel';
import type { Message } from '@cpom/platform';
import { SubmissionDetail, type AwaitedAct, type ReturnedLine } from '@cpom/proto/indicators/v1/events';
import type { Side, SubmissionEvent } from './events.ts';
import { countsOf } from './left.ts';
import type { Phase, Submission } from './state.ts';

/** What is typed, counted or compared changes nobody's turn. */
const unsaid: ReadonlySet<SubmissionEvent['type']> = new Set(['CellSaved', 'CellExplained', 'LinesChecked', 'ProgressNoted', 'TargetsNoted']);

const inEntry: readonly Phase[] = ['open', 'returned', 'reopened'];
const inChecking: readonly Phase[] = ['submitted', 'checking'];

const hasLeft = (state: Submission, side: Side): boolean => countsOf(state, side).answered < countsOf(state, side).asked;

/** Lines asked of a side and not answered: the service's while it may write, the others' until approval. */
function toFill(state: Submission): AwaitedAct[] {
  const service = inEntry.includes(state.phase) && hasLeft(state, 'spsti') ? ['spsti' as const] : [];
  const others = state.phase === 'approved' ? [] : (['dreets', 'fund'] as const).filter((side) => hasLeft(state, side));
  return [...service, ...others].map((side) => ({ side, act: 'fill', since: state.openedOn }));
}

function toCorrect({ phase, timeline }: Submission): AwaitedAct[] {
  const reopened = timeline.findLast(({ event }) => event.type === 'Reopened');
  return phase === 'reopened' && reopened ? [{ side: 'spsti', act: 'correct', since: reopened.recordedAt }] : [];
}

function toJudge({ phase, checks, receipt }: Submission): AwaitedAct[] {
  const since = receipt?.at ?? '';
  const unfinished = inChecking.includes(phase) ? (['dreets', 'fund'] as const).filter((side) => checks[side].state !== 'finished') : [];
  return [...unfinished.map((side) => ({ side, act: 'check', since })), ...(phase === 'checked' ? [{ side: 'dreets', act: 'approve', since }] : [])];
}

function returnedLines({ phase, lines, returns }: Submission): ReturnedLine[] {
  if (phase === 'approved') return [];
  return lines.flatMap(({ code, reporter }) => {
    const returned = returns.get(code);
    return returned && !returned.corrected ? [{ indicator: code, reporter, returnedBy: returned.by, returnedAt: returned.at }] : [];
  });
}

/** Where a submission stands and whose turn it is: no value, no count, no reason, no name. */
export function submissionDetail(state: Submission): SubmissionDetail {
  const { region, service, campaign, period, openedOn, dueOn, phase, contracts } = state;
  return {
    region, service, campaign, period, openedOn, dueOn, state: phase, contracts: [...contracts],
    returned: returnedLines(state), awaited: [...toFill(state), ...toCorrect(state), ...toJudge(state)],
  };
}

/** What the services of the instance hear: enough to tell people that it is their turn. */
export function publishedDetail(state: Submission, { event }: Fact<SubmissionEvent>): readonly Message[] {
  if (unsaid.has(event.type)) return [];
  const payload = SubmissionDetail.encode(submissionDetail(state)).finish();
  return [{ topic: 'indicators', type: 'cpom.indicators.v1.SubmissionDetail', audience: 'instance', payload }];
}
