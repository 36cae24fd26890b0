import type { Effect } from './rule-sets.ts';

/** A stage that a blocking rule keeps a contract from. */
export type Gate = 'validated' | 'signing' | 'signed';

/** A rule: where it comes from, what it says to a reader, and what happens when it is not met. */
export interface Rule {
  readonly code: string;
  readonly article: string;
  readonly text: string;
  /** The effect, or `rule-set`: as the rule set in force says, and not applied when it says nothing. */
  readonly effect: Effect | 'rule-set';
  /** True when the DREETS may set it aside with a written reason. */
  readonly overridable: boolean;
  readonly gates: readonly Gate[];
}

const always: readonly Gate[] = ['validated', 'signing', 'signed'];
const d44 = 'D.4622-44 du code du travail';
const d45 = 'D.4622-45 du code du travail';
const d46 = 'D.4622-46 du code du travail';
const d47 = 'D.4622-47 du code du travail';

const block = (code: string, article: string, text: string, gates: readonly Gate[] = always): Rule =>
  ({ code, article, text, effect: 'block', overridable: false, gates });
const overridable = (rule: Rule): Rule => ({ ...rule, overridable: true });
const warn = (code: string, article: string, text: string, gates: readonly Gate[] = ['validated']): Rule =>
  ({ code, article, text, effect: 'warn', overridable: false, gates });
const asRuleSet = (code: string, article: string, text: string): Rule =>
  ({ code, article, text, effect: 'rule-set', overridable: true, gates: ['validated'] });

/** Every rule of a contract but the required opinions, which the rule set names. In the order of the checklist. */
export const ruleTable: readonly Rule[] = [
  block('parties.service', d44, 'Au moins un service de prévention et de santé au travail est partie au contrat.'),
  block('parties.authority', d44, 'La DREETS est partie au contrat, et elle seule pour l\'État.'),
  block('parties.fund', d44, 'Au moins une caisse (CARSAT, CRAMIF ou CGSS) est partie au contrat.'),
  block('parties.shape', 'Définition du contrat individuel', 'Un contrat individuel ne compte qu\'un seul service.', ['validated', 'signing']),
  overridable(block('accreditation.held', 'D.4622-44 et D.4622-49-1 du code du travail', 'Chaque service est agréé à la prise d\'effet, ou le renouvellement de son agrément est à l\'examen.', ['validated', 'signed'])),
  warn('accreditation.covers', d44, 'L\'agrément de chaque service court jusqu\'à l\'échéance du contrat.', ['validated', 'signed']),
  warn('opinions.sense', 'L.4622-10 du code du travail', 'Les instances consultées se sont prononcées favorablement.'),
  block('term.expiry', d47, 'Le contrat a une échéance, ferme ou provisoire.', ['validated', 'signed']),
  block('term.order', d47, 'La prise d\'effet précède l\'échéance.', ['validated', 'signed']),
  block('term.sixty', d47, 'Le contrat est conclu pour soixante mois au plus.', ['validated', 'signed']),
  block('term.provisional', 'Pratique (échéance articulée avec la génération suivante)', 'Une échéance provisoire est accompagnée d\'une date de suivi.', ['validated', 'signed']),
  { code: 'term.extended', article: d47, text: 'Prorogations comprises, le contrat ne dépasse pas soixante mois.', effect: 'flag', overridable: false, gates: [] },
  warn('term.retroactive', 'Pratique', 'La prise d\'effet n\'est pas antérieure à la signature.', ['signed']),
  asRuleSet('national.pdp', 'Instructions DGT/DRP de 2019 et de 2021', 'La prévention de la désinsertion professionnelle fait l\'objet d\'une action.'),
  asRuleSet('national.theme', 'Instructions DGT/DRP de 2019 et de 2021', 'Une autre action porte sur les TMS, le risque chimique, les risques psychosociaux ou le risque routier.'),
  asRuleSet('national.individual', 'Instruction DGT/CNAM n° 2024/132', 'Un contrat individuel est conclu avec chaque service, à l\'échéance du précédent.'),
  asRuleSet('national.pdp-cell', 'L.4622-8-1 du code du travail', 'Le contrat fixe la composition minimale de la cellule de prévention de la désinsertion professionnelle.'),
  asRuleSet('sheets.present', d45, 'Le contrat comporte au moins une fiche action.'),
  asRuleSet('sheets.aims', d45, 'Chaque action répond à l\'une au moins des sept finalités de l\'article D.4622-45.'),
  asRuleSet('sheets.deadline', d46, 'Chaque action a une échéance.'),
  asRuleSet('sheets.indicators', d46, 'Chaque action est suivie par des indicateurs.'),
  asRuleSet('sheets.commitments', d46, 'Chaque action dit les engagements et les moyens de chaque partie (service, DREETS, caisse).'),
  asRuleSet('sheets.targets', d46, 'Chaque action a au moins un objectif chiffré.'),
  asRuleSet('sheets.leads', 'Pratique', 'Un référent de chaque action est désigné dans chaque service.'),
  warn('follow-up.stated', d46, 'Les modalités de suivi, de contrôle et d\'évaluation sont écrites.'),
  warn('conventions.annexed', 'L.4622-10 du code du travail', 'Les conventions de l\'article L.422-6 du code de la sécurité sociale sont annexées.'),
  block('signatures.all', d44, 'Toutes les parties ont signé.', ['signed']),
  warn('signatures.evidence', 'Pratique', 'Chaque signature est accompagnée du document signé et, s\'il y a délégation, de sa référence.', ['signed']),
];

/** Codes that stand in for rules of a generation, in the order of the table. */
export const codesByRuleSet: readonly string[] = ruleTable.filter((rule) => rule.effect === 'rule-set').map((rule) => rule.code);
