import { earliest, latest } from '@cpom/kernel';
import { assumedEffect, idsOf, themesOf, withRole } from '../reading.ts';
import { failed, listed, met, metUnless, nameIn, namesIn, type Check, type RuleInput, type RunningContract } from './input.ts';

/** Themes of which the second generation asks for one beside PDP. */
const secondThemes: readonly string[] = ['tms', 'chemical', 'rps', 'road'];

function runsAtEffect(input: RuleInput, other: RunningContract): boolean {
  const effect = assumedEffect(input.contract, input.today);
  if (!other.signed || other.id === input.contract.id) return false;
  const begun = other.effectiveFrom === undefined || earliest(other.effectiveFrom) <= latest(effect);
  return begun && (other.expiresOn === undefined || latest(other.expiresOn) >= earliest(effect));
}

/** What a service works on by all its running contracts together: this one and the others. */
const themesOfService = (input: RuleInput, service: string): readonly string[] => [
  ...themesOf(input.contract),
  ...input.running.filter((other) => other.services.includes(service) && runsAtEffect(input, other)).flatMap((other) => other.themes),
];

const servicesWithout = (input: RuleInput, themes: readonly string[]): string[] =>
  idsOf(withRole(input.contract, 'service')).filter((id) => !themesOfService(input, id).some((theme) => themes.includes(theme)));

export const pdp: Check = (input) => metUnless(servicesWithout(input, ['pdp']), (ids) =>
  `Ajoutez une fiche sur la prévention de la désinsertion professionnelle (${namesIn(input, ids)}).`);

export const theme: Check = (input) => metUnless(servicesWithout(input, secondThemes), (ids) =>
  `Ajoutez une fiche sur les TMS, le risque chimique, les risques psychosociaux ou le risque routier (${namesIn(input, ids)}).`);

/** « Individual, when the last one expires »: a service still under another contract beyond the effect date is named. */
export const individual: Check = (input) => {
  if (input.contract.heading.shape !== 'individual') return failed('Préparez un contrat par service, ou passez outre en motivant.');
  const effect = assumedEffect(input.contract, input.today);
  const runsOn = (other: RunningContract): boolean =>
    runsAtEffect(input, other) && other.expiresOn !== undefined && earliest(other.expiresOn) > latest(effect);
  const services = idsOf(withRole(input.contract, 'service'));
  const covered = services.filter((id) => input.running.some((other) => other.services.includes(id) && runsOn(other)));
  if (covered.length === 0) return met;
  return failed(`${listed(covered.map((id) => nameIn(input, id)))} : un contrat antérieur court encore ; faites prendre effet à celui-ci à son échéance.`, covered);
};

export const pdpCell: Check = ({ contract }) =>
  (contract.heading.pdpCell !== '' ? met : failed('Écrivez la composition minimale de la cellule dans la description du contrat.'));
