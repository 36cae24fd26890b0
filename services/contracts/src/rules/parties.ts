import { earliest, frenchDate, latest, type LegalDate } from '@cpom/kernel';
import { assumedEffect, expiresOn, idsOf, known, isUpForSignature, missingSignatures, withRole } from '../reading.ts';
import { failed, met, metUnless, namesIn, notApplicable, type AccreditationFacts, type Check, type RuleInput } from './input.ts';

const atLeastOne = (role: string, whatToDo: string): Check => ({ contract }) => (withRole(contract, role).length > 0 ? met : failed(whatToDo));

export const service: Check = atLeastOne('service', 'Ajoutez au moins un service de prévention et de santé au travail aux parties.');
export const fund: Check = atLeastOne('fund', 'Ajoutez la caisse compétente aux parties.');

export const authority: Check = ({ contract }) => {
  const authorities = idsOf(withRole(contract, 'authority'));
  const [only] = authorities;
  if (authorities.length === 1 && only === contract.authority) return met;
  if (authorities.length === 1) return failed('Le contrat appartient à une autre DREETS que celle qui y est partie : corrigez la partie.', authorities);
  return failed(authorities.length === 0 ? 'Ajoutez la DREETS aux parties.' : 'Ne gardez qu\'une DREETS : ce qui est convenu entre régions fait l\'objet de contrats jumeaux.', authorities);
};

export const shape: Check = ({ contract }) => {
  if (contract.heading.shape !== 'individual') return notApplicable;
  const services = idsOf(withRole(contract, 'service'));
  return services.length <= 1 ? met : failed('Retirez des services, ou faites-en un contrat collectif.', services);
};

const holdsOn = (accreditation: AccreditationFacts, date: LegalDate): boolean => {
  const [from, to] = [known(accreditation.grantedOn), known(accreditation.expiresOn)];
  return (from === undefined || earliest(from) <= latest(date)) && (to === undefined || latest(to) >= earliest(date));
};

const accreditationsOf = (input: RuleInput, service: string): readonly AccreditationFacts[] => input.organisations.get(service)?.accreditations ?? [];

/** Held on the effect date, or its renewal is being examined: the circular itself asks for a signed contract first. */
export const accreditationHeld: Check = (input) => {
  if (withRole(input.contract, 'service').length === 0) return notApplicable;
  const effect = assumedEffect(input.contract, input.today);
  const fine = (id: string): boolean =>
    accreditationsOf(input, id).some((one) => one.state === 'renewal-examined' || (one.state === 'granted' && holdsOn(one, effect)));
  return metUnless(idsOf(withRole(input.contract, 'service')).filter((id) => !fine(id)), (ids) =>
    `Aucun agrément connu au ${frenchDate(effect)} pour ${namesIn(input, ids)} : enregistrez-le dans l'annuaire, ou passez outre en motivant.`);
};

export const accreditationCovers: Check = (input) => {
  const expiry = expiresOn(input.contract);
  if (expiry === undefined) return notApplicable;
  const lasts = (one: AccreditationFacts): boolean => latest(known(one.expiresOn) ?? expiry) >= earliest(expiry);
  const short = (id: string): boolean => accreditationsOf(input, id).length > 0 && !accreditationsOf(input, id).some(lasts);
  return metUnless(idsOf(withRole(input.contract, 'service')).filter(short), (ids) =>
    `L'agrément de ${namesIn(input, ids)} prend fin avant le contrat : prévoyez son renouvellement.`);
};

/** Nobody is asked to sign before the contract is up for it; of an existing contract, what is missing is said. */
export const allSignatures: Check = (input) => (!isUpForSignature(input.contract) ? notApplicable : metUnless(idsOf(missingSignatures(input.contract)), (ids) =>
  `Il manque la signature de ${namesIn(input, ids)}.`));

export const signatureEvidence: Check = (input) => {
  if (input.contract.signatures.length === 0) return notApplicable;
  const bare = input.contract.signatures.filter(({ scan, capacity, capacityReference }) =>
    scan === '' || capacity === '' || (capacity === 'delegation' && capacityReference === ''));
  return metUnless(bare.map((signature) => signature.organisation), (ids) =>
    `Joignez le document signé, et la référence de la délégation s'il y en a une, pour ${namesIn(input, ids)}.`);
};
