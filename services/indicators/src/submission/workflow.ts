import type { Actor, Circumstances } from '@cpom/kernel';
import { invalidField, looksLikeNir, Refusal } from '@cpom/kernel';
import type { Checker, SubmissionEvent } from './events.ts';
import { countsOf } from './left.ts';
import { sideOf } from './locks.ts';
import type { Submission } from './state.ts';
import { obstaclesTo, type StepName } from './steps.ts';
import { numberOf, type Value } from './value.ts';

/** What a decision knows beside the submission: the same period a year before, and the year's targets. */
export interface SubmissionContext {
  readonly previous: ReadonlyMap<string, Value>;
  readonly targets: ReadonlyMap<string, number>;
}

export type Known = Circumstances & SubmissionContext;

export type WorkflowCommand =
  | { readonly kind: 'submit'; readonly reason: string }
  | { readonly kind: 'recall'; readonly reason: string }
  | { readonly kind: 'check'; readonly indicators: readonly string[] }
  | { readonly kind: 'return'; readonly indicator: string; readonly reason: string }
  | { readonly kind: 'finish-check' }
  | { readonly kind: 'approve' }
  | { readonly kind: 'reopen'; readonly reason: string };

/** The reason of an act, required: refuses when it is empty or holds what must never be written. */
export function because(reason: string, why: string): { readonly text: { readonly reason: string } } {
  if (reason.trim() === '') throw invalidField('reason', why);
  if (looksLikeNir(reason)) throw invalidField('reason', 'Ce motif semble contenir un numéro de sécurité sociale : aucune donnée sur une personne ne peut être enregistrée ici.');
  return { text: { reason: reason.trim() } };
}

function mayTake(name: StepName, state: Submission, { actor, previous }: Known): void {
  const obstacles = obstaclesTo(name, state, actor, previous);
  if (obstacles.length > 0) throw new Refusal('rule', obstacles.join(' '), obstacles.map((message) => ({ field: name, message })));
}

/** The checking side of a person; `check` has refused the others already. */
const checker = (actor: Actor): Checker => (sideOf(actor.role) === 'fund' ? 'fund' : 'dreets');

function checkLines(state: Submission, indicators: readonly string[], known: Known): SubmissionEvent[] {
  mayTake('check', state, known);
  const by = checker(known.actor);
  const asked = indicators.length > 0 ? indicators : state.lines.map((line) => line.code);
  const unknown = asked.find((code) => !state.lines.some((line) => line.code === code));
  if (unknown !== undefined) throw invalidField('indicators', `La ligne « ${unknown} » n'est pas demandée par cette campagne.`);
  const returned = asked.find((code) => state.returns.get(code)?.corrected === false);
  if (returned !== undefined && indicators.length > 0) throw new Refusal('rule', `La ligne « ${returned} » a été renvoyée et n'est pas encore corrigée.`);
  const fresh = asked.filter((code) => !state.checks[by].lines.has(code) && state.returns.get(code)?.corrected !== false);
  return fresh.length === 0 ? [] : [{ type: 'LinesChecked', by, indicators: fresh }];
}

function returnLine(state: Submission, indicator: string, reason: string, known: Known): SubmissionEvent[] {
  mayTake('check', state, known);
  const by = checker(known.actor);
  const line = state.lines.find((other) => other.code === indicator);
  if (!line) throw invalidField('indicator', `La ligne « ${indicator} » n'est pas demandée par cette campagne.`);
  if (line.reporter === 'computed') throw invalidField('indicator', 'Cette ligne est calculée : renvoyez une de celles dont elle dépend.');
  if (line.reporter === by) throw invalidField('indicator', 'Cette ligne est la vôtre : corrigez-la directement.');
  const text = because(reason, "Dites pourquoi la ligne est renvoyée : c'est ce que lira la personne qui la corrige.");
  return [{ type: 'LineReturned', by, indicator, ...text }];
}

function approve(state: Submission, known: Known): SubmissionEvent[] {
  mayTake('approve', state, known);
  const previous = Object.fromEntries([...known.previous].flatMap(([code, value]) => {
    const found = numberOf(value);
    return found === undefined ? [] : [[code, found]];
  }));
  return [{ type: 'RegionallyApproved', approval: { targets: Object.fromEntries(known.targets), previous } }];
}

/** Decides on a step of the life of a submission. Each refusal says what stands against it, as the page said before the click. */
export function decideWorkflow(state: Submission, command: WorkflowCommand, known: Known): readonly SubmissionEvent[] {
  switch (command.kind) {
    case 'submit':
      mayTake('submit', state, known);
      return [{ type: 'Submitted', ...countsOf(state, 'spsti'), ...(command.reason.trim() === '' ? {} : because(command.reason, '')) }];
    case 'recall':
      mayTake('recall', state, known);
      return [{ type: 'Recalled', ...because(command.reason, 'Dites pourquoi vous rappelez la remontée.') }];
    case 'check': return checkLines(state, command.indicators, known);
    case 'return': return returnLine(state, command.indicator, command.reason, known);
    case 'finish-check':
      mayTake('finish-check', state, known);
      return [{ type: 'CheckFinished', by: checker(known.actor) }];
    case 'approve': return approve(state, known);
    case 'reopen':
      mayTake('reopen', state, known);
      return [{ type: 'Reopened', ...because(command.reason, 'Dites pourquoi des valeurs approuvées sont rouvertes : le motif est conservé.') }];
  }
}
