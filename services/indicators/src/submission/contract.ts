import type { Fact } from '@cpom/kernel';
import { changeOf, textOf, valueOf } from './changes.ts';
import type { SubmissionEvent } from './events.ts';
import { noSubmission, type Cell, type Check, type Receipt, type Return, type Submission } from './state.ts';

export * from './events.ts';
export * from './state.ts';

const plus = (set: ReadonlySet<string>, codes: Iterable<string>): ReadonlySet<string> => new Set([...set, ...codes]);
const minus = (set: ReadonlySet<string>, codes: ReadonlySet<string>): ReadonlySet<string> => new Set([...set].filter((code) => !codes.has(code)));

const unchecked = (check: Check, codes: ReadonlySet<string>): Check =>
  [...codes].some((code) => check.lines.has(code)) || (codes.size > 0 && check.state === 'finished')
    ? { state: 'started', lines: minus(check.lines, codes) }
    : check;

const corrected = ({ returns }: Submission, codes: ReadonlySet<string>): Submission['returns'] =>
  ([...codes].some((code) => returns.has(code)) ? new Map([...returns].map(([code, entry]) => [code, codes.has(code) ? { ...entry, corrected: true } : entry])) : returns);

type Of<T extends SubmissionEvent['type']> = Fact<Extract<SubmissionEvent, { type: T }>>;

type CellFact = Of<'CellSaved'> | Of<'CellExplained'>;

function cellAfter(before: Cell | undefined, fact: CellFact): Cell {
  const { event, version, recordedAt, actor } = fact;
  const written = event.type === 'CellSaved' ? { value: valueOf(fact as Of<'CellSaved'>), origin: event.origin } : { value: before?.value ?? { kind: 'empty' as const }, origin: before?.origin ?? '' };
  return { ...written, explanation: textOf(fact, 'explanation'), version, savedAt: recordedAt, actor };
}

/** Cells entered one after the other: the same as one by one, the state copied once. */
function touched(state: Submission, facts: readonly CellFact[]): Submission {
  const cells = new Map(state.cells);
  for (const fact of facts) cells.set(fact.event.indicator, cellAfter(cells.get(fact.event.indicator), fact));
  const codes = new Set(facts.map(({ event }) => event.indicator));
  return {
    ...state, cells, returns: corrected(state, codes), changedSinceSent: plus(state.changedSinceSent, codes),
    checks: { dreets: unchecked(state.checks.dreets, codes), fund: unchecked(state.checks.fund, codes) },
  };
}

function submitted(state: Submission, { version, recordedAt, actor, event }: Of<'Submitted'>): Submission {
  const receipt: Receipt = { version, at: recordedAt, actor, asked: event.asked, answered: event.answered, cells: state.cells };
  return {
    ...state, phase: 'submitted', entryPhase: state.phase, receipt,
    firstSubmittedAt: state.firstSubmittedAt || recordedAt, answeredSaid: event.answered, changedSinceSent: new Set(),
  };
}

function checked(state: Submission, { event }: Of<'LinesChecked'>): Submission {
  const returns = new Map([...state.returns].filter(([code, returned]) => !(returned.by === event.by && event.indicators.includes(code))));
  const check: Check = { state: 'started', lines: plus(state.checks[event.by].lines, event.indicators) };
  return { ...state, phase: state.phase === 'submitted' ? 'checking' : state.phase, returns, checks: { ...state.checks, [event.by]: check } };
}

function returned(state: Submission, fact: Of<'LineReturned'>): Submission {
  const { by, indicator } = fact.event;
  const line = state.lines.find((other) => other.code === indicator);
  const entry: Return = { by, reason: textOf(fact, 'reason'), at: fact.recordedAt, corrected: false };
  const one = new Set([indicator]);
  // Only the service corrects and sends again; the fund and the DREETS correct their own lines while checking goes on.
  const phase = line?.reporter === 'spsti' || state.phase === 'returned' ? 'returned' : 'checking';
  const check = { ...unchecked(state.checks[by], one), state: 'started' as const };
  const other = by === 'dreets' ? 'fund' : 'dreets';
  return {
    ...state, phase, returns: new Map(state.returns).set(indicator, entry),
    checks: { ...state.checks, [by]: check, [other]: line?.reporter === other ? unchecked(state.checks[other], one) : state.checks[other] },
  };
}

function finished(state: Submission, { event }: Of<'CheckFinished'>): Submission {
  const lines = new Set(state.lines.map((line) => line.code));
  const checks = { ...state.checks, [event.by]: { state: 'finished' as const, lines } };
  const returns = new Map([...state.returns].filter(([, entry]) => entry.by !== event.by));
  const both = checks.dreets.state === 'finished' && checks.fund.state === 'finished';
  return { ...state, checks, returns, phase: both ? 'checked' : 'checking' };
}

/** New lines are to be checked, too: who had finished has not. */
function linesAdded(state: Submission, { lines, contracts }: Extract<SubmissionEvent, { type: 'LinesAdded' }>): Submission {
  const again = (check: Check): Check => (check.state === 'finished' ? { ...check, state: 'started' } : check);
  const checks = { dreets: again(state.checks.dreets), fund: again(state.checks.fund) };
  return { ...state, checks, lines: [...state.lines, ...lines], contracts: [...new Set([...state.contracts, ...contracts])] };
}

function step(state: Submission, fact: Fact<SubmissionEvent>): Submission {
  const { event } = fact;
  switch (event.type) {
    case 'SubmissionOpened': {
      const { type: _type, ...opened } = event;
      return { ...state, ...opened, phase: 'open' };
    }
    case 'LinesAdded': return linesAdded(state, event);
    case 'DuePostponed': return { ...state, dueOn: event.dueOn, reminded: new Set() };
    case 'CellSaved': return touched(state, [{ ...fact, event }]);
    case 'CellExplained': return touched(state, [{ ...fact, event }]);
    case 'ProgressNoted': return { ...state, answeredSaid: event.answered };
    case 'DueReminded': return { ...state, reminded: new Set(state.reminded).add(event.daysBefore) };
    case 'Submitted': return submitted(state, { ...fact, event });
    case 'Recalled': return { ...state, phase: state.entryPhase };
    case 'LinesChecked': return checked(state, { ...fact, event });
    case 'LineReturned': return returned(state, { ...fact, event });
    case 'CheckFinished': return finished(state, { ...fact, event });
    case 'RegionallyApproved': return { ...state, phase: 'approved', approved: { ...event.approval, at: fact.recordedAt, cells: state.cells } };
    case 'TargetsNoted': return state.approved ? { ...state, approved: { ...state.approved, targets: event.targets } } : state;
    case 'Reopened': return { ...state, phase: 'reopened', returns: new Map(), checks: noSubmission.checks, changedSinceSent: new Set() };
  }
}

/** Cells have their own history: the submission's keeps its steps. */
const steps: ReadonlySet<SubmissionEvent['type']> = new Set([
  'SubmissionOpened', 'LinesAdded', 'DuePostponed', 'DueReminded', 'Submitted', 'Recalled', 'LineReturned', 'CheckFinished', 'RegionallyApproved', 'Reopened',
]);

/** What is so after the fact. */
export function evolveSubmission(state: Submission, fact: Fact<SubmissionEvent>): Submission {
  const after = step(state, fact);
  const change = changeOf(state, fact);
  const changes = change ? new Map(after.changes).set(change.indicator, [...(after.changes.get(change.indicator) ?? []), change]) : after.changes;
  const timeline = steps.has(fact.event.type) ? [...after.timeline, fact] : after.timeline;
  return { ...after, changes, timeline, version: fact.version };
}

const isCellFact = (fact: Fact<SubmissionEvent>): fact is CellFact => fact.event.type === 'CellSaved' || fact.event.type === 'CellExplained';

/** What is so after several facts, but for the histories of cells and steps, which no list shows. */
export function afterAll(state: Submission, facts: readonly Fact<SubmissionEvent>[]): Submission {
  let after = state;
  let entered: CellFact[] = [];
  const enter = (): void => {
    if (entered.length > 0) after = touched(after, entered);
    entered = [];
  };
  for (const fact of facts) {
    if (isCellFact(fact)) {
      entered.push(fact);
      continue;
    }
    enter();
    after = step(after, fact);
  }
  enter();
  return { ...after, version: facts.at(-1)?.version ?? state.version };
}
