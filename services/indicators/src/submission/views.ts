import type { Day, Fact, Instant } from '@cpom/kernel';
import type { Doc, Projection } from '@cpom/platform';
import type { CountedLine, Indicator } from '../catalogue/definition.ts';
import type { ComparedValue } from '../compare/masking.ts';
import { approvedValues, type ApprovedValue } from './approved.ts';
import { afterAll, noSubmission, type Check, type Return, type StoredValue, type Submission, type SubmissionEvent } from './contract.ts';
import { allCounts, countsOf, linesOf } from './left.ts';
import { yearOf, type Period } from './period.ts';
import { silent } from './published.ts';

/** One row a submission: what a list shows and what the calendar looks at. No value stands in it. */
export interface CampaignDoc extends Doc {
  readonly campaign: string;
  readonly service: string;
  readonly dueOn: Day | '';
  readonly phase: string;
  readonly year: number;
  readonly period: Period;
  readonly asked: number;
  readonly answered: number;
  /** Over all sides, and what the nation was last told. */
  readonly answeredByAll: number;
  readonly answeredSaid: number;
  readonly saidAt: Instant;
  readonly returned: number;
  readonly left: { readonly fund: number; readonly dreets: number };
  readonly checks: { readonly dreets: string; readonly fund: string };
  readonly submittedAt: string;
  readonly approvedAt: string;
  readonly reminded: readonly number[];
  readonly slim: Slim;
}

/** As much of the state as it takes to follow it: lines by code and reporter, cells by kind. */
interface Slim {
  readonly state: Pick<Submission, 'phase' | 'entryPhase' | 'region' | 'service' | 'campaign' | 'dueOn' | 'openedOn' | 'origin' | 'firstSubmittedAt' | 'answeredSaid' | 'version'>;
  readonly lines: readonly (readonly [code: string, reporter: Indicator['reporter']])[];
  readonly answered: readonly string[];
  readonly returns: readonly (readonly [string, Return])[];
  readonly checks: readonly (readonly ['dreets' | 'fund', Check['state'], readonly string[]])[];
}

const isSubmission = (stream: string): boolean => stream.startsWith('submission-');

function widen({ state, lines, answered, returns, checks }: Slim, period: Period): Submission {
  const cells = answered.map((code) => [code, { value: { kind: 'missing' as const } }] as const);
  return {
    ...noSubmission, ...state, period,
    lines: lines.map(([code, reporter]) => ({ code, reporter }) as Indicator),
    cells: new Map(cells) as unknown as Submission['cells'],
    returns: new Map(returns),
    checks: Object.fromEntries(checks.map(([side, what, codes]) => [side, { state: what, lines: new Set(codes) }])) as unknown as Submission['checks'],
    reminded: new Set(),
  };
}

const slimOf = (after: Submission): Slim => ({
  state: {
    phase: after.phase, entryPhase: after.entryPhase, region: after.region, service: after.service, campaign: after.campaign, dueOn: after.dueOn,
    openedOn: after.openedOn, origin: after.origin, firstSubmittedAt: after.firstSubmittedAt, answeredSaid: after.answeredSaid, version: after.version,
  },
  lines: after.lines.map(({ code, reporter }) => [code, reporter] as const),
  answered: [...after.cells].filter(([, cell]) => cell.value.kind !== 'empty').map(([code]) => code),
  returns: [...after.returns],
  checks: (['dreets', 'fund'] as const).map((side) => [side, after.checks[side].state, [...after.checks[side].lines]] as const),
});

const leftOf = (state: Submission, side: 'fund' | 'dreets'): number => countsOf(state, side).asked - countsOf(state, side).answered;

/** What a row holds beside the state. */
type Noted = Pick<CampaignDoc, 'saidAt' | 'submittedAt' | 'approvedAt' | 'reminded'>;
const nothingNoted: Noted = { saidAt: '' as Instant, submittedAt: '', approvedAt: '', reminded: [] };

function noted(before: Noted, { event, recordedAt }: Fact<SubmissionEvent>): Noted {
  const saidAt = silent.has(event.type) && before.saidAt ? before.saidAt : recordedAt;
  if (event.type === 'DuePostponed') return { ...before, saidAt, reminded: [] };
  if (event.type === 'DueReminded') return { ...before, saidAt, reminded: [...before.reminded, event.daysBefore] };
  if (event.type === 'Submitted') return { ...before, saidAt, submittedAt: recordedAt };
  if (event.type !== 'RegionallyApproved') return saidAt === before.saidAt ? before : { ...before, saidAt };
  return { ...before, saidAt, approvedAt: event.approval.approvedOn || recordedAt, submittedAt: event.approval.submittedOn ?? before.submittedAt };
}

function campaignDoc(before: CampaignDoc | null, facts: readonly Fact<SubmissionEvent>[]): CampaignDoc | null {
  const after = afterAll(before ? widen(before.slim, before.period) : noSubmission, facts);
  if (!after.period) return before;
  const { saidAt, submittedAt, approvedAt, reminded } = facts.reduce<Noted>(noted, before ?? nothingNoted);
  return {
    campaign: after.campaign, service: after.service, dueOn: after.dueOn, phase: after.phase, year: yearOf(after.period), period: after.period,
    ...countsOf(after, 'spsti'), answeredByAll: allCounts(after).answered, answeredSaid: after.answeredSaid, saidAt,
    returned: linesOf(after, 'spsti').filter(({ code }) => after.returns.get(code)?.corrected === false).length,
    left: { fund: leftOf(after, 'fund'), dreets: leftOf(after, 'dreets') },
    checks: { dreets: after.checks.dreets.state, fund: after.checks.fund.state },
    submittedAt, approvedAt, reminded, slim: slimOf(after),
  };
}

/** Submissions, to list and to watch. */
export const campaignList: Projection<Fact> = {
  view: { name: 'campaign-list', version: 1, indexes: ['campaign', 'service', 'phase', 'dueOn', 'year'] },
  keys: ({ stream }) => (isSubmission(stream) ? [stream] : []),
  apply: (doc, fact) => campaignDoc(doc as CampaignDoc | null, [fact as Fact<SubmissionEvent>]),
  fold: (doc, facts) => campaignDoc(doc as CampaignDoc | null, facts as readonly Fact<SubmissionEvent>[]),
};

const countedLine = ({ code, label, unit, parent, coreCode, reporter, disclosure, ratio }: Indicator): CountedLine =>
  ({ code, label, unit, parent, coreCode, reporter, disclosure, ...(ratio ? { ratio } : {}) });

/** One row a submission: the values as they were last approved, and the cells on their way there. */
export interface ValuesDoc extends Doc {
  readonly campaign: string;
  readonly service: string;
  readonly year: number;
  readonly kind: Period['kind'];
  readonly approved: boolean;
  readonly lines: readonly CountedLine[];
  /** No narrative text: a number, or which of the others. */
  readonly cells: Readonly<Record<string, ApprovedValue['value']>>;
  readonly values: readonly ComparedValue[];
}

const toCompared = ({ line, explanation: _explanation, ...rest }: ApprovedValue<CountedLine>): ComparedValue => ({ indicator: line.code, ...rest });
const withTarget = ({ target: _target, ...value }: ComparedValue, target: number | undefined): ComparedValue => ({ ...value, ...(target === undefined ? {} : { target }) });

/** A narrative's text stands apart from the fact's data, and does not come here. */
const asCell = (value: StoredValue): ApprovedValue['value'] => (value.kind === 'narrative' ? { kind: 'narrative', texts: {} } : value as ApprovedValue['value']);

/** A row with one more fact. `cells` is its own copy, which the facts of one batch are written into. */
function valuesAfter(before: ValuesDoc, cells: Record<string, ApprovedValue['value']>, event: SubmissionEvent): ValuesDoc {
  if (event.type === 'LinesAdded') return { ...before, lines: [...before.lines, ...event.lines.map(countedLine)] };
  if (event.type === 'TargetsNoted') return { ...before, values: before.values.map((value) => withTarget(value, event.targets[value.indicator])) };
  if (event.type === 'CellSaved') cells[event.indicator] = asCell(event.value);
  if (event.type !== 'RegionallyApproved') return before;
  const approved = new Map(Object.entries(cells).map(([code, value]) => [code, { value, explanation: '' }] as const));
  return { ...before, approved: true, values: approvedValues({ lines: before.lines, approved: { ...event.approval, cells: approved } }).map(toCompared) };
}

const valuesOpened = ({ campaign, service, period, lines }: Extract<SubmissionEvent, { type: 'SubmissionOpened' }>): ValuesDoc =>
  ({ campaign, service, year: yearOf(period), kind: period.kind, approved: false, lines: lines.map(countedLine), cells: {}, values: [] });

function valuesDoc(before: ValuesDoc | null, facts: readonly Fact<SubmissionEvent>[]): ValuesDoc | null {
  const cells = { ...before?.cells };
  const after = facts.reduce<ValuesDoc | null>((doc, { event }) => (event.type === 'SubmissionOpened' ? valuesOpened(event) : doc && valuesAfter(doc, cells, event)), before);
  const changed = after !== before || facts.some(({ event }) => event.type === 'CellSaved');
  return after && changed ? { ...after, cells } : before;
}

/** Approved values, one contribution a submission: tables and comparisons sum when they read. */
export const indicatorValues: Projection<Fact> = {
  view: { name: 'indicator-values', version: 1, indexes: ['campaign', 'service', 'year', 'kind'] },
  keys: ({ stream }) => (isSubmission(stream) ? [stream] : []),
  apply: (doc, fact) => valuesDoc(doc as ValuesDoc | null, [fact as Fact<SubmissionEvent>]),
  fold: (doc, facts) => valuesDoc(doc as ValuesDoc | null, facts as readonly Fact<SubmissionEvent>[]),
};
