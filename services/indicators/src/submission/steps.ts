import type { Actor } from '@cpom/kernel';
import type { Checker, Side } from './events.ts';
import { leftTo, sayLeft, type Left } from './left.ts';
import { sideOf } from './locks.ts';
import type { Phase, Submission } from './state.ts';
import type { Value } from './value.ts';

export type StepName = 'submit' | 'recall' | 'check' | 'finish-check' | 'approve' | 'reopen';

/** A legal step with what stands against it now, in French: the same words before the click and in the refusal. */
export interface StepView {
  readonly name: StepName;
  readonly obstacles: readonly string[];
}

type Previous = ReadonlyMap<string, Value>;

const remains: Readonly<Record<Side, string>> = { spsti: 'Il reste au service', dreets: 'Il reste à la DREETS', fund: 'Il reste à la caisse' };

const phaseWords: Readonly<Record<Phase, string>> = {
  none: "La campagne n'est pas ouverte pour ce service.",
  open: 'La remontée est en cours de saisie.',
  submitted: 'La remontée est transmise et attend son contrôle.',
  checking: 'La remontée est en cours de contrôle.',
  returned: 'Des lignes ont été renvoyées au service, qui doit les corriger et transmettre de nouveau.',
  checked: 'Les deux contrôles sont terminés.',
  approved: 'Les valeurs sont approuvées et verrouillées.',
  reopened: 'La remontée est rouverte et en cours de correction.',
};

const unless = (allowed: readonly Phase[], state: Submission): string[] => (allowed.includes(state.phase) ? [] : [phaseWords[state.phase]]);

function forDirector(state: Submission, actor: Actor): string[] {
  if (actor.role === 'spsti-director' && actor.organisation === state.service) return [];
  return ["Seule la direction du service peut accomplir cet acte, ou la personne à qui elle l'a délégué."];
}

const forAuthority = (actor: Actor): string[] => (sideOf(actor.role) === 'dreets' ? [] : ['Cet acte revient à la DREETS.']);

const leftWords = (left: readonly Left[], who: Side): string[] => (left.length === 0 ? [] : [`${remains[who]} : ${sayLeft(left)}.`]);

function submitObstacles(state: Submission, actor: Actor, previous: Previous): string[] {
  return [...forDirector(state, actor), ...unless(['open', 'returned', 'reopened'], state), ...leftWords(leftTo(state, 'spsti', previous), 'spsti')];
}

function recallObstacles(state: Submission, actor: Actor): string[] {
  const late = ['checking', 'checked'].includes(state.phase) ? ['Le contrôle a commencé : demandez à la DREETS ou à la caisse de renvoyer la ligne à corriger.'] : unless(['submitted'], state);
  return [...forDirector(state, actor), ...late];
}

const checkerOf = (actor: Actor): Checker | undefined => {
  const side = sideOf(actor.role);
  return side === 'spsti' ? undefined : side;
};

function checkObstacles(state: Submission, actor: Actor): string[] {
  const mine = checkerOf(actor) ? [] : ['Le contrôle revient à la DREETS et à la caisse.'];
  return [...mine, ...unless(['submitted', 'checking', 'returned', 'checked'], state)];
}

function finishObstacles(state: Submission, actor: Actor, previous: Previous): string[] {
  const side = checkerOf(actor);
  if (!side) return ['Le contrôle revient à la DREETS et à la caisse.'];
  const pending = [...state.returns.values()].filter((entry) => entry.by === side && !entry.corrected).length;
  const waiting = pending > 0 && state.phase !== 'returned' ? ["Une ligne que vous avez renvoyée n'est pas encore corrigée."] : [];
  return [...unless(['submitted', 'checking'], state), ...waiting, ...leftWords(leftTo(state, side, previous), side)];
}

/** What stands against approval but the person: checks, and lines that the fund or the DREETS has not filled. */
function approveObstacles(state: Submission, actor: Actor, previous: Previous): string[] {
  const blocked = leftTo(state, 'spsti', previous).filter(({ why }) => why === 'blocked');
  const unfinished = (['dreets', 'fund'] as const).filter((side) => state.checks[side].state !== 'finished');
  const early = state.phase === 'submitted' || state.phase === 'checking'
    ? unfinished.map((side) => `${side === 'dreets' ? 'La DREETS' : 'La caisse'} n'a pas terminé son contrôle.`)
    : unless(['checked'], state);
  return [
    ...forAuthority(actor), ...early, ...leftWords(blocked, 'spsti'),
    ...leftWords(leftTo(state, 'fund', previous), 'fund'), ...leftWords(leftTo(state, 'dreets', previous), 'dreets'),
  ];
}

function reopenObstacles(state: Submission, actor: Actor): string[] {
  const right = actor.role === 'dreets-signatory' ? [] : ['Rouvrir des valeurs approuvées revient à la personne qui signe pour la DREETS.'];
  return [...right, ...unless(['approved'], state)];
}

/** What stands against a step for this person now; nothing: it may be taken. */
export function obstaclesTo(name: StepName, state: Submission, actor: Actor, previous: Previous): readonly string[] {
  if (state.phase === 'none') return [phaseWords.none];
  switch (name) {
    case 'submit': return submitObstacles(state, actor, previous);
    case 'recall': return recallObstacles(state, actor);
    case 'check': return checkObstacles(state, actor);
    case 'finish-check': return finishObstacles(state, actor, previous);
    case 'approve': return approveObstacles(state, actor, previous);
    case 'reopen': return reopenObstacles(state, actor);
  }
}

const names: readonly StepName[] = ['submit', 'recall', 'check', 'finish-check', 'approve', 'reopen'];

/** Every step with what stands against it: the checklist shown before the click. */
export const stepsOf = (state: Submission, actor: Actor, previous: Previous): readonly StepView[] =>
  names.map((name) => ({ name, obstacles: obstaclesTo(name, state, actor, previous) }));
