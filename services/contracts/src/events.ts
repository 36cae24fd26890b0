import type { CountedFacts } from '@cpom/service';

/** What is counted of the contracts' life: how many, never which. */
export const contractsLife: CountedFacts = {
  ContractDrafted: 'cpom.contracts.drafted',
  ContractImported: 'cpom.contracts.imported',
  ContractSigned: 'cpom.contracts.signed',
  SignatureRecorded: 'cpom.contracts.signatures',
  OpinionRecorded: 'cpom.contracts.opinions',
  RuleOverridden: 'cpom.contracts.overrides',
  FactRectified: 'cpom.contracts.rectifications',
};
