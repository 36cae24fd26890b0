import { frenchDate } from '@cpom/kernel';
import type { Heading, Opinion, Signature, StageEntry, Term } from '@cpom/proto/contracts/v1/facts';
import type { Contract, Correction } from '../contract.ts';
import { labelOf } from '../labels.ts';
import { known, type Names } from '../reading.ts';

/** « 31/12/2022 », or « date non connue ». */
export function dateText(text: string): string {
  const date = known(text);
  return date === undefined ? 'date non connue' : frenchDate(date);
}

export function termText(term: Term): string {
  const effect = term.effect === 'on-date' ? `prise d'effet : ${dateText(term.effectiveFrom)}` : 'prise d\'effet à la signature';
  const end = term.expiresOn === '' ? 'échéance non fixée' : `échéance : ${dateText(term.expiresOn)}`;
  const followUp = term.followUpOn === '' ? '' : `, à réexaminer le ${dateText(term.followUpOn)}`;
  return `${effect}, ${end}${term.provisional ? ' (provisoire)' : ''}${followUp}`;
}

export function opinionText(opinion: Opinion, names: Names): string {
  const sense = opinion.sense === '' ? 'attendu' : labelOf(opinion.sense);
  const given = opinion.givenOn === '' ? '' : ` du ${dateText(opinion.givenOn)}`;
  return `${labelOf(opinion.kind)} « ${names(opinion.body)} »${given} (${sense})`;
}

export function signatureText(signature: Signature, names: Names): string {
  const quality = [signature.function, signature.capacity === '' ? '' : labelOf(signature.capacity)].filter((part) => part !== '').join(', ');
  return `signature de ${names(signature.organisation)} du ${dateText(signature.signedOn)}${quality === '' ? '' : ` (${quality})`}`;
}

export const stageText = (entry: StageEntry): string => `${labelOf(entry.stage)} le ${dateText(entry.on)}`;

export const headingText = (heading: Heading): string => `« ${heading.title} » (${heading.reference}), contrat ${labelOf(heading.shape)}`;

export const contractText = (contract: Pick<Contract, 'heading'>): string => `contrat « ${contract.heading.title} »`;

type Value = NonNullable<Correction['corrected']>;

/** The subject of a correction, and how each value reads. */
export function correctionTexts(correction: Correction, names: Names): { subject: string; former: string; corrected: string } {
  const told = <T extends Value>(subject: string, text: (value: T) => string, former: T, corrected: T | undefined): { subject: string; former: string; corrected: string } =>
    ({ subject, former: text(former), corrected: corrected === undefined ? 'n\'a jamais eu lieu' : text(corrected) });
  const { key } = correction;
  switch (correction.kind) {
    case 'heading': return told('la description du contrat', headingText, correction.former, correction.corrected);
    case 'term': return told('la durée du contrat', termText, correction.former, correction.corrected);
    case 'party': return told(`la partie ${names(key)}`, (party) => `${names(party.organisation)} (${labelOf(party.role)})`, correction.former, correction.corrected);
    case 'opinion': return told(`l'avis « ${names(correction.former.body)} »`, (one) => opinionText(one, names), correction.former, correction.corrected);
    case 'signature': return told(`la signature de ${names(key)}`, (one) => signatureText(one, names), correction.former, correction.corrected);
    case 'sheet': return told(`la fiche « ${correction.former.title} »`, (one) => `« ${one.title} », échéance : ${dateText(one.deadline)}, ${one.indicators.length} indicateurs`, correction.former, correction.corrected);
    case 'document': return told(`le document « ${correction.former.name} »`, (one) => `« ${one.name} »`, correction.former, correction.corrected);
    case 'stage': return told(`l'étape « ${labelOf(key)} »`, stageText, correction.former, correction.corrected);
  }
}
