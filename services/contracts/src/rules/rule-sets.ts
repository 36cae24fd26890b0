import { earliest, type LegalDate } from '@cpom/kernel';

export type Effect = 'block' | 'warn' | 'flag';

/** A body whose opinion is asked for; it may have had several names. */
export interface RequiredOpinion {
  readonly code: string;
  /** Body codes that stand for it: names changed three times, old contracts keep the old ones. */
  readonly anyOf: readonly string[];
  /** « de l'agence régionale de santé ». */
  readonly ofWhom: string;
  readonly article: string;
}

/** A generation of national rules: which bodies, which rules and how strictly, between which dates. Data, never code. */
export interface RuleSet {
  readonly code: string;
  readonly label: string;
  readonly source: string;
  readonly validFrom: string;
  /** Empty: in force. */
  readonly validTo: string;
  readonly requiredOpinions: readonly RequiredOpinion[];
  /** Effect of each rule that depends on the generation; one that is not named does not apply. */
  readonly effects: Readonly<Record<string, Effect>>;
}

const crpst: RequiredOpinion = {
  code: 'crpst', anyOf: ['crpst', 'gpro', 'crprp'], article: 'L.4622-10, D.4622-44 et R.4641-21 du code du travail',
  ofWhom: 'du comité régional de prévention et de santé au travail (ex-GPRO, ex-CRPRP)',
};
const ars: RequiredOpinion = { code: 'ars', anyOf: ['ars'], article: 'L.4622-10 du code du travail', ofWhom: 'de l\'agence régionale de santé' };

const lenientSheets: RuleSet['effects'] = {
  'sheets.present': 'warn', 'sheets.aims': 'warn', 'sheets.deadline': 'warn', 'sheets.indicators': 'warn',
  'sheets.commitments': 'warn', 'sheets.targets': 'warn', 'sheets.leads': 'warn',
};
const strictSheets: RuleSet['effects'] = {
  ...lenientSheets, 'sheets.present': 'block', 'sheets.aims': 'block', 'sheets.deadline': 'block', 'sheets.indicators': 'block',
};

/** The national rule sets, oldest first. A new instruction is one more entry and an end date for the last. */
export const nationalRuleSets: readonly RuleSet[] = [
  {
    code: '2014', label: 'Première génération', source: 'Loi n° 2011-867 du 20 juillet 2011, sans thème imposé',
    validFrom: '2012-07-01', validTo: '2018-12-31', requiredOpinions: [crpst, ars], effects: lenientSheets,
  },
  {
    code: '2019-2021', label: 'Deuxième génération', source: 'Instructions DGT/DRP de 2019 et du 23 juin 2021',
    validFrom: '2019-01-01', validTo: '2024-08-30', requiredOpinions: [crpst, ars],
    effects: { ...strictSheets, 'national.pdp': 'block', 'national.theme': 'block' },
  },
  {
    code: '2024', label: 'Troisième génération', source: 'Instruction n° DGT/CT1/CNAM/DRP/2024/132 du 12 juillet 2024',
    validFrom: '2024-08-31', validTo: '', requiredOpinions: [crpst, ars],
    effects: { ...strictSheets, 'sheets.commitments': 'block', 'national.individual': 'block', 'national.pdp-cell': 'block' },
  },
];

/** The rule set in force on a date; the first one for what is older than all. */
export function ruleSetOn(date: LegalDate, sets: readonly RuleSet[] = nationalRuleSets): RuleSet {
  const found = sets.findLast((set) => set.validFrom <= earliest(date)) ?? sets[0];
  if (found === undefined) throw new Error('no national rule set is configured');
  return found;
}

export const ruleSetCalled = (code: string, sets: readonly RuleSet[] = nationalRuleSets): RuleSet | undefined =>
  sets.find((set) => set.code === code);
