import { frenchDate, invalidField, isSiren, Refusal, type Actor, type Day } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import { judge, wrongValue, type CellEntry } from './entry.ts';
import { stored } from './changes.ts';
import type { SubmissionEvent } from './events.ts';
import { allCounts } from './left.ts';
import { answersFor } from './locks.ts';
import { periodOf } from './period.ts';
import type { Submission } from './state.ts';
import { empty } from './value.ts';
import { because, decideWorkflow, type Known, type WorkflowCommand } from './workflow.ts';

export interface Opening {
  readonly region: string;
  readonly service: string;
  readonly campaign: string;
  readonly dueOn: Day;
  readonly lines: readonly Indicator[];
  readonly contracts: readonly string[];
}

export type SubmissionCommand =
  | WorkflowCommand
  | ({ readonly kind: 'open' } & Opening)
  | ({ readonly kind: 'record-past'; readonly cells: readonly CellEntry[]; readonly submittedOn: string; readonly approvedOn: string; readonly origin: string } & Opening)
  | { readonly kind: 'postpone'; readonly dueOn: Day; readonly reason: string }
  | { readonly kind: 'save'; readonly cells: readonly CellEntry[] }
  | { readonly kind: 'explain'; readonly indicator: string; readonly explanation: string }
  | { readonly kind: 'note-progress' }
  | { readonly kind: 'note-targets' }
  | { readonly kind: 'remind'; readonly daysBefore: number };

const opened = (opening: Opening, openedOn: Day, origin: string): SubmissionEvent => {
  const { region, service, campaign, dueOn, contracts, lines } = opening;
  return { type: 'SubmissionOpened', region, service, campaign, period: periodOf(campaign), openedOn, dueOn, contracts, lines, origin };
};

function mustBeOpenable({ service, lines }: Opening): void {
  if (!isSiren(service)) throw invalidField('service', 'Le service se désigne par son SIREN : neuf chiffres.');
  if (lines.length === 0) throw new Refusal('rule', "Aucun indicateur n'est demandé à ce service pour cette période : rattachez-en aux fiches action de ses contrats.");
}

/** Opens a submission, or adds to an open one the lines that new contracts ask: each indicator once. */
function open(state: Submission, opening: Opening, today: Day): SubmissionEvent[] {
  mustBeOpenable(opening);
  if (state.phase === 'none') return [opened(opening, today, 'saisie')];
  const lines = opening.lines.filter((line) => !state.lines.some((known) => known.code === line.code));
  if (lines.length === 0) return [];
  if (!['open', 'reopened', 'returned'].includes(state.phase)) {
    throw new Refusal('rule', "De nouvelles lignes ne peuvent s'ajouter qu'à une remontée en cours de saisie.");
  }
  return [{ type: 'LinesAdded', lines, contracts: opening.contracts }];
}

/** The past was what it was: every check is reported, none blocks. Only what is not a value at all is refused. */
function recordPast(state: Submission, command: Extract<SubmissionCommand, { kind: 'record-past' }>, today: Day, previous: Known['previous'], targets: Known['targets']): SubmissionEvent[] {
  mustBeOpenable(command);
  if (state.phase !== 'none') throw new Refusal('rule', 'Cette période est déjà enregistrée pour ce service : corrigez-la en la rouvrant.');
  const saved = command.cells.filter((cell) => cell.value.kind !== 'empty').map((cell): SubmissionEvent => {
    const line = command.lines.find((other) => other.code === cell.indicator);
    const wrong = line ? wrongValue(line, cell.value) : `La ligne « ${cell.indicator} » n'est pas demandée.`;
    if (wrong !== undefined) throw invalidField(cell.indicator, wrong);
    const { value, texts } = stored(cell.value);
    const text = { ...texts, ...(cell.explanation === '' ? {} : { explanation: cell.explanation }) };
    return { type: 'CellSaved', indicator: cell.indicator, value, origin: command.origin, ...(Object.keys(text).length > 0 ? { text } : {}) };
  });
  const known = Object.fromEntries([...previous].flatMap(([code, value]) => (value.kind === 'number' ? [[code, value.number]] : [])));
  const { submittedOn, approvedOn, origin } = command;
  const approval = { targets: Object.fromEntries(targets), previous: known, submittedOn, approvedOn };
  return [opened(command, today, origin), ...saved, { type: 'RegionallyApproved', approval }];
}

function mustExist(state: Submission): void {
  if (state.phase === 'none') throw new Refusal('not-found', "La campagne n'est pas ouverte pour ce service : la DREETS l'ouvre depuis la page des campagnes.");
}

function postpone(state: Submission, dueOn: Day, reason: string): SubmissionEvent[] {
  if (state.phase === 'approved') throw new Refusal('rule', 'La remontée est approuvée : son échéance ne change plus.');
  if (state.dueOn && dueOn <= state.dueOn) throw invalidField('dueOn', `L'échéance est déjà le ${frenchDate(state.dueOn)} : choisissez une date plus tardive.`);
  return [{ type: 'DuePostponed', dueOn, ...because(reason, "Dites pourquoi l'échéance est repoussée.") }];
}

/** Cells that cannot be saved are left out: `judge` tells their writer why. One command saves a cell once. */
function save(state: Submission, cells: readonly CellEntry[], actor: Actor): SubmissionEvent[] {
  const side = answersFor(state, actor);
  const once = new Map(cells.map((cell) => [cell.indicator, cell]));
  return [...once.values()].flatMap((cell) => {
    const verdict = judge(state, cell, side);
    return verdict.kind === 'saved' ? [verdict.event] : [];
  });
}

function explain(state: Submission, indicator: string, explanation: string, actor: Actor): SubmissionEvent[] {
  if (explanation.trim() === '') throw invalidField('explanation', "Écrivez l'explication.");
  const value = state.cells.get(indicator)?.value ?? empty;
  if (value.kind === 'empty') throw invalidField('indicator', "Une explication accompagne une valeur : répondez d'abord à la ligne.");
  const verdict = judge(state, { indicator, value, explanation: explanation.trim(), origin: '' }, answersFor(state, actor));
  if (verdict.kind === 'unchanged') return [];
  if (verdict.kind !== 'saved') throw new Refusal('rule', verdict.message, [{ field: 'explanation', message: verdict.message }]);
  return [verdict.event];
}

function noteProgress(state: Submission): SubmissionEvent[] {
  const { asked, answered } = allCounts(state);
  return answered === state.answeredSaid ? [] : [{ type: 'ProgressNoted', asked, answered }];
}

function noteTargets(state: Submission, targets: Known['targets']): SubmissionEvent[] {
  const now = Object.fromEntries(targets);
  const before = state.approved?.targets ?? now;
  const same = Object.keys({ ...now, ...before }).every((code) => now[code] === before[code]);
  return same ? [] : [{ type: 'TargetsNoted', targets: now }];
}

/** Decides on a submission. Refuses `invalid` with the field, `rule` with what stands against it, `not-found`. */
export function decideSubmission(state: Submission, command: SubmissionCommand, known: Known): readonly SubmissionEvent[] {
  if (command.kind === 'open') return open(state, command, known.today);
  if (command.kind === 'record-past') return recordPast(state, command, known.today, known.previous, known.targets);
  mustExist(state);
  switch (command.kind) {
    case 'postpone': return postpone(state, command.dueOn, command.reason);
    case 'save': return save(state, command.cells, known.actor);
    case 'explain': return explain(state, command.indicator, command.explanation, known.actor);
    case 'note-progress': return noteProgress(state);
    case 'note-targets': return noteTargets(state, known.targets);
    case 'remind': return state.reminded.has(command.daysBefore) ? [] : [{ type: 'DueReminded', daysBefore: command.daysBefore }];
    default: return decideWorkflow(state, command, known);
  }
}
