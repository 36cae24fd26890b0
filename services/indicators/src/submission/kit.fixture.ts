import { Refusal, type Actor, type Day, type Fact, type Instant } from '@cpom/kernel';
import { core, foundingCodes } from '../catalogue/core.ts';
import type { Indicator } from '../catalogue/definition.ts';
import { decideSubmission, type SubmissionCommand } from './commands.ts';
import { evolveSubmission, noSubmission, type Submission, type SubmissionEvent } from './contract.ts';
import type { CellEntry } from './entry.ts';
import type { Side } from './events.ts';
import { lockOf } from './locks.ts';
import { number, type Value } from './value.ts';

/** For tests: the founding grid, and a submission told by its commands. */
export const service = '732829320';
const actor = (role: string, organisation: string): Actor => ({ actorId: `person-${role}`, role, organisation });
export const lead = actor('spsti-lead', service);
export const director = actor('spsti-director', service);
export const agent = actor('dreets-agent', 'dreets-24');
export const signatory = actor('dreets-signatory', 'dreets-24');
export const fund = actor('fund-agent', 'carsat-cvl');
export const grid: readonly Indicator[] = core.filter(({ code }) => foundingCodes.includes(code));

export interface Told {
  readonly state: Submission;
  readonly facts: readonly Fact<SubmissionEvent>[];
  readonly previous: ReadonlyMap<string, Value>;
}

export const nothing: Told = { state: noSubmission, facts: [], previous: new Map() };

/** Decides and evolves, as the runner does. */
export function when(told: Told, who: Actor, command: SubmissionCommand, targets: ReadonlyMap<string, number> = new Map()): Told {
  const moment = `2023-03-01T08:00:${String(told.facts.length % 60).padStart(2, '0')}.000Z` as Instant;
  const events = decideSubmission(told.state, command, { now: moment, today: '2023-03-01' as Day, actor: who, previous: told.previous, targets });
  return events.reduce<Told>((so, event) => {
    const fact = { stream: 'submission', version: so.facts.length + 1, recordedAt: moment, actor: who, event };
    return { ...so, state: evolveSubmission(so.state, fact), facts: [...so.facts, fact] };
  }, told);
}

export const opening = (lines: readonly Indicator[] = grid) => ({
  kind: 'open' as const, region: '24', service, campaign: '2022', dueOn: '2023-04-30' as Day, lines, contracts: ['cvl-2021-2022'],
});

export const opened = (lines: readonly Indicator[] = grid, previous: ReadonlyMap<string, Value> = new Map()): Told =>
  when({ ...nothing, previous }, agent, opening(lines));

export const cell = (indicator: string, value: Value | number, explanation = ''): CellEntry =>
  ({ indicator, value: typeof value === 'number' ? number(value) : value, explanation, origin: 'saisie' });

export const saved = (told: Told, ...cells: readonly CellEntry[]): Told => when(told, lead, { kind: 'save', cells });

const narrative = (line: Indicator): Value =>
  ({ kind: 'narrative', texts: Object.fromEntries((line.outline.length > 0 ? line.outline.map(({ key }) => key) : ['']).map((key) => [key, 'Texte.'])) });

/** Every line answered without anything to say: numbers that agree, texts that are complete. */
const agreeing: ReadonlyMap<string, number> = new Map([['PDP-C-02', 40], ['PDP-C-02a', 20], ['PDP-C-04', 30], ['TMS-03', 20], ['TMS-01', 12], ['TMS-01e', 300]]);
export const complete = (told: Told): Told =>
  saved(told, ...told.state.lines.filter(({ reporter }) => reporter === 'spsti').map((line) =>
    cell(line.code, line.unit === 'narrative' ? narrative(line) : agreeing.get(line.code) ?? 10)));

export const submitted = (told: Told = complete(opened())): Told => when(told, director, { kind: 'submit', reason: '' });
export const checked = (told: Told = submitted()): Told => when(when(told, agent, { kind: 'finish-check' }), fund, { kind: 'finish-check' });
export const approved = (told: Told = checked(), targets: ReadonlyMap<string, number> = new Map()): Told => when(told, agent, { kind: 'approve' }, targets);

/** What was refused; a fault of the test when nothing was. */
export const refusal = (attempt: () => unknown): Refusal => {
  try { attempt(); } catch (error) { if (error instanceof Refusal) return error; throw error; }
  throw new Error('nothing was refused');
};

/** Why this side cannot write the line now; undefined when it can. */
export const lock = (told: Told, code: string, side: Side = 'spsti'): string | undefined => {
  const line = told.state.lines.find((other) => other.code === code);
  if (!line) throw new Error(code);
  return lockOf(told.state, line, side);
};
