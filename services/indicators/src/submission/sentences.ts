import { frenchDate, plural, type Day } from '@cpom/kernel';
import { HistoryEntry } from '@cpom/proto/directory/v1/directory';
import { textOf } from './changes.ts';
import type { SubmissionEvent } from './events.ts';
import type { Submission } from './state.ts';

function summary(event: SubmissionEvent, labelOf: (code: string) => string): string {
  switch (event.type) {
    case 'SubmissionOpened': return `a ouvert la campagne ${event.period.label}, à remettre pour le ${frenchDate(event.dueOn)} : ${plural(event.lines.length, 'ligne')}`;
    case 'LinesAdded': return `a ajouté ${plural(event.lines.length, 'ligne')}, demandées par un autre contrat`;
    case 'DuePostponed': return `a repoussé l'échéance au ${frenchDate(event.dueOn)}`;
    case 'DueReminded': return event.daysBefore < 0 ? "a rappelé que l'échéance est passée" : `a rappelé l'échéance, ${event.daysBefore} jours avant`;
    case 'Submitted': return `a transmis la remontée : ${event.answered} lignes sur ${event.asked}`;
    case 'Recalled': return 'a rappelé la remontée';
    case 'LineReturned': return `a renvoyé la ligne « ${labelOf(event.indicator)} »`;
    case 'CheckFinished': return 'a terminé son contrôle';
    case 'RegionallyApproved': {
      const on = event.approval.approvedOn;
      return `a ${on === undefined ? 'approuvé' : 'repris'} les valeurs${on ? `, approuvées le ${frenchDate(on as Day)}` : ', qui sont verrouillées'}`;
    }
    case 'Reopened': return 'a rouvert la remontée';
    default: return '';
  }
}

/** The steps of a submission told in French, without their subject, the latest first. */
export function historyOf(state: Submission): HistoryEntry[] {
  const labelOf = (code: string): string => state.lines.find((line) => line.code === code)?.label ?? code;
  return state.timeline.map((fact) => HistoryEntry.fromPartial({
    recordedAt: fact.recordedAt, actorId: fact.actor.actorId, role: fact.actor.role, organisation: fact.actor.organisation,
    type: fact.event.type, summary: summary(fact.event, labelOf), reason: textOf(fact, 'reason'),
  })).reverse();
}
