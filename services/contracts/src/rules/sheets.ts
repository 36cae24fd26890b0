import type { ActionSheet } from '@cpom/proto/contracts/v1/facts';
import { idsOf, withRole } from '../reading.ts';
import { failed, listed, met, metUnless, notApplicable, type Check, type RuleInput } from './input.ts';

const titlesOf = (input: RuleInput, ids: readonly string[]): string =>
  listed(input.contract.sheets.filter((sheet) => ids.includes(sheet.id)).map((sheet) => `« ${sheet.title} »`));

/** A check of every sheet: not applicable without any, else says which ones lack it. */
const eachSheet = (has: (sheet: ActionSheet, input: RuleInput) => boolean, whatToDo: string): Check => (input) => {
  const { sheets } = input.contract;
  if (sheets.length === 0) return notApplicable;
  return metUnless(sheets.filter((sheet) => !has(sheet, input)).map((sheet) => sheet.id), (ids) => `${whatToDo} ${titlesOf(input, ids)}.`);
};

export const present: Check = ({ contract }) => (contract.sheets.length > 0 ? met : failed('Ajoutez au moins une fiche action.'));

export const aims: Check = eachSheet((sheet) => sheet.aims.length > 0, 'Indiquez la finalité poursuivie dans');
export const deadline: Check = eachSheet((sheet) => sheet.deadline !== '', 'Indiquez l\'échéance dans');
export const indicators: Check = eachSheet((sheet) => sheet.indicators.length > 0, 'Ajoutez un indicateur dans');
export const targets: Check = eachSheet((sheet) => sheet.indicators.some((one) => one.hasTarget), 'Fixez un objectif chiffré dans');

const committing: readonly string[] = ['service', 'authority', 'fund'];

/** Each of the three kinds of parties says what it brings. */
export const commitments: Check = eachSheet(
  (sheet, input) => committing.every((role) =>
    sheet.commitments.some((one) => one.role === role || withRole(input.contract, role).some((party) => party.organisation === one.organisation))),
  'Complétez les engagements du service, de la DREETS et de la caisse dans');

/** May be named after signature: the contract often says « désigner un référent ». */
export const leads: Check = eachSheet(
  (sheet, input) => idsOf(withRole(input.contract, 'service')).every((id) => sheet.leads.some((lead) => lead.service === id)),
  'Désignez le référent de chaque service pour');

export const followUp: Check = ({ contract }) =>
  (contract.heading.followUp !== '' ? met : failed('Écrivez comment les résultats seront suivis, contrôlés et évalués.'));

export const conventions: Check = ({ contract }) => {
  if (contract.heading.noConvention) return notApplicable;
  return contract.documents.some((document) => document.kind === 'convention')
    ? met
    : failed('Joignez les conventions de l\'article L.422-6, ou indiquez qu\'il n\'y en a pas.');
};

