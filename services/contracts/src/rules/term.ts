import { addMonths, earliest, frenchDate, latest, type Day, type LegalDate } from '@cpom/kernel';
import { assumedEffect, effectiveFrom, expiresOn, known, signedOn, surelyAfter } from '../reading.ts';
import { longestMonths } from '../status.ts';
import { failed, met, notApplicable, type Check } from './input.ts';

export const expiry: Check = ({ contract: { term } }) =>
  (term.expiresOn !== '' || (term.provisional && term.followUpOn !== '') ? met : failed('Indiquez l\'échéance du contrat.'));

/** Dates known to the year get the benefit of the doubt: only what surely breaks the rule does. */
export const order: Check = ({ contract, today }) => {
  const [effect, end] = [assumedEffect(contract, today), expiresOn(contract)];
  if (end === undefined) return notApplicable;
  if (!surelyAfter(effect, end)) return met;
  return failed(`La prise d'effet (${frenchDate(effect)}) est postérieure à l'échéance (${frenchDate(end)}) : corrigez l'une ou l'autre.`);
};

const lastAllowed = (effect: LegalDate): Day => addMonths(latest(effect), longestMonths);
const pastSixty = (effect: LegalDate, end: LegalDate): boolean => earliest(end) > lastAllowed(effect);

/** Until it is signed, a contract that takes effect at signature is judged as if it were signed today. */
export const sixty: Check = ({ contract, today }) => {
  const [effect, end] = [assumedEffect(contract, today), expiresOn(contract)];
  if (end === undefined || contract.term.extended) return notApplicable;
  if (!pastSixty(effect, end)) return met;
  return failed(`L'échéance (${frenchDate(end)}) dépasse soixante mois : retenez au plus tard le ${frenchDate(lastAllowed(effect))}.`);
};

export const extended: Check = ({ contract }) => {
  const [effect, end] = [effectiveFrom(contract), expiresOn(contract)];
  if (!contract.term.extended || effect === undefined || end === undefined) return notApplicable;
  if (!pastSixty(effect, end)) return met;
  return failed(`Avec ses prorogations, le contrat court de ${frenchDate(effect)} à ${frenchDate(end)}, soit plus de soixante mois.`);
};

export const provisional: Check = ({ contract: { term } }) => {
  if (!term.provisional) return notApplicable;
  return known(term.followUpOn) === undefined ? failed('Indiquez à quelle date l\'échéance provisoire sera réexaminée.') : met;
};

/** Retroactive contracts exist: said, never refused. Before signature, against the day of judging. */
export const retroactive: Check = ({ contract, today }) => {
  const [effect, signed] = [effectiveFrom(contract), signedOn(contract) ?? today];
  if (contract.term.effect !== 'on-date' || effect === undefined) return notApplicable;
  if (!surelyAfter(signed, effect)) return met;
  return failed(`Le contrat prend effet le ${frenchDate(effect)}, avant sa signature : la période antérieure apparaîtra « sans contrat signé ».`);
};
