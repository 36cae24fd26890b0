import { frenchDate, type Actor, type Day, type Instant } from '@cpom/kernel';
import type { Indicator } from '../catalogue/definition.ts';
import type { Side } from './events.ts';
import type { Submission } from './state.ts';
import { family } from './tree.ts';

const onDay = (moment: Instant | '' | undefined): string => (moment ? ` le ${frenchDate(moment.slice(0, 10) as Day)}` : '');

/** Which side a role acts for; undefined for readers. */
export function sideOf(role: string): Side | undefined {
  if (role.startsWith('spsti-')) return 'spsti';
  if (role.startsWith('dreets-')) return 'dreets';
  return role.startsWith('fund-') ? 'fund' : undefined;
}

/** The side a person answers lines for in this submission: a service answers for itself only. */
export function answersFor(state: Submission, actor: Actor): Side | undefined {
  const side = sideOf(actor.role);
  return side === 'spsti' && actor.organisation !== state.service ? undefined : side;
}

const whose: Readonly<Record<Side, string>> = {
  spsti: 'par le service de prévention et de santé au travail',
  fund: 'par la caisse',
  dreets: 'par la DREETS',
};

function serviceLock(state: Submission, line: Indicator): string | undefined {
  if (state.phase === 'submitted') return `La remontée est transmise depuis${onDay(state.receipt?.at)} : rappelez-la pour la modifier, tant que le contrôle n'a pas commencé.`;
  if (state.phase === 'checking') return "La DREETS et la caisse contrôlent la remontée : elle ne peut plus être modifiée, sauf les lignes qu'elles renvoient.";
  if (state.phase === 'checked') return "Les deux contrôles sont terminés : la remontée attend l'approbation de la DREETS.";
  if (state.phase !== 'returned') return undefined;
  // What was corrected stays open until it is sent again, also once a checker has looked at it: what it is tied to may have to be explained.
  const open = [...state.returns.keys(), ...state.changedSinceSent].some((code) => family(state.lines, code).has(line.code));
  // A line added by another contract meanwhile was never answered.
  const unanswered = (state.cells.get(line.code)?.value.kind ?? 'empty') === 'empty';
  return open || unanswered ? undefined : 'Seules les lignes renvoyées, et celles qui leur sont liées, peuvent être corrigées.';
}

function checkerLock(state: Submission, line: Indicator, side: 'fund' | 'dreets'): string | undefined {
  if (state.returns.has(line.code) || state.checks[side].state !== 'finished') return undefined;
  return 'Vous avez terminé votre contrôle : cette ligne ne change plus, sauf si elle est renvoyée.';
}

/** Why this side cannot write this line now, in French; undefined when it can. */
export function lockOf(state: Submission, line: Indicator, side: Side | undefined): string | undefined {
  if (line.reporter === 'computed') return "Cette ligne est calculée à partir d'autres : elle ne se saisit pas.";
  if (side === undefined) return 'Votre rôle permet de lire cette campagne, non de la remplir.';
  if (line.reporter !== side) return `Cette ligne est remplie ${whose[line.reporter]}.`;
  if (state.phase === 'approved') {
    return `Les valeurs sont approuvées et verrouillées depuis${onDay(state.approved?.at)} : demandez à la DREETS de rouvrir la remontée, en disant pourquoi.`;
  }
  return side === 'spsti' ? serviceLock(state, line) : checkerLock(state, line, side);
}
