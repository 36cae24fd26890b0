import { addMonths, daysBetween, frenchDate, isLegalDate, latest, plural, type Day } from '@cpom/kernel';
import type { Accreditation } from '@cpom/proto/directory/v1/events';
import type { Tone } from '../../ui/index.ts';

/** How far a service is from the end of its accreditation, and from the day its renewal file is due (four months before, D. 4622-51). */
export interface Standing {
  readonly tone: Tone;
  /** A few words, for a list. */
  readonly short: string;
  /** What it means and what to do, in a sentence. */
  readonly sentence: string;
}

/** Months before the end at which the renewal is announced; from the last one on, the file is late. */
const announcedAt = [12, 8, 5] as const;
const fileDueMonths = 4;

const endOf = (one: Accreditation): Day | undefined => (isLegalDate(one.expiresOn) ? latest(one.expiresOn) : undefined);

/** The accreditation that ends last. */
export function latestAccreditation(all: readonly Accreditation[]): Accreditation | undefined {
  return [...all].sort((a, b) => ((endOf(a) ?? '') < (endOf(b) ?? '') ? 1 : -1))[0];
}

function examined(end: Day, today: Day): Standing {
  const passed = end < today ? ' ; la fin est passée, la décision est attendue' : '';
  return { tone: 'info', short: `renouvellement en cours d’instruction (fin le ${frenchDate(end)})`, sentence: `Le renouvellement est en cours d’instruction ; l’agrément va jusqu’au ${frenchDate(end)}${passed}.` };
}

function toRenew(end: Day, today: Day): Standing {
  const [due, months] = [addMonths(end, -fileDueMonths), announcedAt.findLast((count) => addMonths(end, -count) <= today)];
  if (end < today) return { tone: 'error', short: `échu le ${frenchDate(end)}`, sentence: `L’agrément est échu depuis ${plural(daysBetween(end, today), 'jour')} : le service n’est plus agréé, sauf décision à enregistrer ici.` };
  if (due <= today) return { tone: 'error', short: `dossier de renouvellement en retard (fin le ${frenchDate(end)})`, sentence: `Le dossier de renouvellement devait être déposé le ${frenchDate(due)} au plus tard, quatre mois avant la fin de l’agrément (${frenchDate(end)}). Aucun dépôt n’est enregistré.` };
  if (months === undefined) return { tone: 'success', short: `jusqu’au ${frenchDate(end)}`, sentence: `L’agrément va jusqu’au ${frenchDate(end)}.` };
  const left = daysBetween(today, due);
  return { tone: months <= 8 ? 'warning' : 'info', short: `à renouveler, fin le ${frenchDate(end)}`, sentence: `L’agrément prend fin le ${frenchDate(end)}, dans ${months} mois au plus. Le dossier de renouvellement est à déposer avant le ${frenchDate(due)} (${plural(left, 'jour')}).` };
}

/** Where the accreditation stands on a day. */
export function standingOf(all: readonly Accreditation[], today: Day): Standing {
  const last = latestAccreditation(all);
  const end = last && endOf(last);
  if (!last || !end) return { tone: 'warning', short: 'agrément non renseigné', sentence: 'Aucun agrément n’est enregistré. Un contrat demande que chaque service soit agréé à sa prise d’effet (D. 4622-44).' };
  return last.state === 'renewal-examined' ? examined(end, today) : toRenew(end, today);
}
