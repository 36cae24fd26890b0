import { daysBetween, type Day } from '@cpom/kernel';
import type { CampaignRow } from '@cpom/proto/indicators/v1/indicators';
import { countsOf, isExplained, messagesOf } from './left.ts';
import type { Submission } from './state.ts';
import type { Value } from './value.ts';
import type { CampaignDoc } from './views.ts';
import { toPeriod } from './wire.ts';

/** Messages that block, and explanations awaited. */
export interface Awaited {
  readonly blocking: number;
  readonly toExplain: number;
}

/** What only the whole state can tell. */
export function awaitedOf(state: Submission, previous: ReadonlyMap<string, Value>): Awaited {
  const said = messagesOf(state, previous);
  const explain = new Set(said.filter(({ severity, indicator }) => severity === 'explain' && !isExplained(state, indicator)).map(({ indicator }) => indicator));
  return { blocking: said.filter(({ severity }) => severity === 'block').length, toExplain: explain.size };
}

const leftOf = (state: Submission, side: 'fund' | 'dreets'): number => countsOf(state, side).asked - countsOf(state, side).answered;

/** A row of the list of campaigns from what the view keeps, with what the checks add. */
export function toRow(doc: CampaignDoc, awaited: Awaited, name: string, today: Day): CampaignRow {
  return {
    campaign: doc.campaign, service: doc.service, serviceName: name, period: toPeriod(doc.period), dueOn: doc.dueOn, state: doc.phase,
    asked: doc.asked, answered: doc.answered, returned: doc.returned, blocking: awaited.blocking, toExplain: awaited.toExplain, dreetsCheck: doc.checks.dreets, fundCheck: doc.checks.fund,
    submittedAt: doc.submittedAt, approvedAt: doc.approvedAt, daysLeft: doc.dueOn ? daysBetween(today, doc.dueOn) : 0, fundLeft: doc.left.fund, dreetsLeft: doc.left.dreets,
  };
}

/** The same row from the state alone: what was just written is in it. */
export function stateRow(state: Submission, previous: ReadonlyMap<string, Value>, name: string, today: Day): CampaignRow {
  const { campaign, service, period, dueOn, phase, checks, approved, receipt } = state;
  return {
    campaign, service, serviceName: name, period: toPeriod(period), dueOn, state: phase, ...countsOf(state, 'spsti'), ...awaitedOf(state, previous),
    returned: state.lines.filter(({ code, reporter }) => reporter === 'spsti' && state.returns.get(code)?.corrected === false).length,
    dreetsCheck: checks.dreets.state, fundCheck: checks.fund.state, submittedAt: receipt?.at ?? approved?.submittedOn ?? '',
    approvedAt: approved ? approved.approvedOn || approved.at : '', daysLeft: dueOn ? daysBetween(today, dueOn) : 0,
    fundLeft: leftOf(state, 'fund'), dreetsLeft: leftOf(state, 'dreets'),
  };
}
