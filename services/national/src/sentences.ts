import { frenchNumber, plural } from '@cpom/kernel';
import type { CollectionFigures, CoverageFigures } from '@cpom/proto/national/v1/national';

const noBreak = '\u00a0';
/** Rounded, but never to « 0 % » of something nor to « 100 % » of less than all. */
function share(part: number, whole: number): string {
  const rounded = Math.round((part / whole) * 100);
  const least = part > 0 ? 1 : 0;
  return `${frenchNumber(Math.min(Math.max(rounded, least), part < whole ? 99 : 100))}${noBreak}%`;
}
const are = (count: number): string => (count < 2 ? 'est' : 'sont');
const services = (figures: CoverageFigures): string =>
  `${plural(figures.servicesCovered, 'service')} sur ${frenchNumber(figures.servicesKnown)} (${share(figures.servicesCovered, figures.servicesKnown)}) ${are(figures.servicesCovered)} sous CPOM actif`;

/** What a director would quote. `connected`: how many regions were heard. */
export function coverageSentence(figures: CoverageFigures, connected: number): string {
  if (connected === 0) return "Aucune région n'est encore raccordée.";
  if (figures.servicesKnown === 0) return "Aucun service n'est connu à cette date dans les régions raccordées.";
  const passed = figures.provisionalExpiriesPassed;
  return `${services(figures)}${noBreak}; ${plural(figures.expiriesWithinYear, 'échéance')} dans les 12${noBreak}mois`
    + `${passed === 0 ? '' : `${noBreak}; ${plural(passed, 'échéance provisoire dépassée', 'échéances provisoires dépassées')}`}.`;
}

/** How far reporting is. */
export function collectionSentence(figures: CollectionFigures): string {
  if (figures.submissions === 0) return "Aucune campagne n'est connue pour cette période.";
  const late = figures.submittedLate + figures.overdue;
  const submitted = `${plural(figures.submitted, 'remontée')} sur ${frenchNumber(figures.submissions)} (${share(figures.submitted, figures.submissions)})`;
  const approved = `dont ${plural(figures.approved, 'approuvée')}`;
  const sent = figures.submitted < 2 ? 'est transmise' : 'sont transmises';
  return `${submitted} ${sent}, ${approved}${noBreak}; ${late === 0 ? 'aucune en retard' : `${frenchNumber(late)} en retard`}.`;
}
