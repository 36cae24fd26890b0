import type { Fact } from '@cpom/kernel';
import type { Doc, Projection } from '@cpom/platform';
import type { ActionSheet } from '@cpom/proto/contracts/v1/facts';
import { noContract, type Contract, type ContractFact } from './contract.ts';
import { evolve } from './evolve/index.ts';

/** A contract without its prose: what lists, rules of other contracts and rights need. */
export interface ContractRow extends Doc {
  readonly reference: string;
  readonly stage: string;
  readonly contract: Contract;
}

export const streamOf = (id: string): string => `contract-${id}`;

const slimSheet = (sheet: ActionSheet): ActionSheet =>
  ({ ...sheet, preamble: '', objective: '', actions: [], targetPublic: '', references: [], description: [], leadWording: '', commitments: [], perspectives: [] });

const slim = (contract: Contract): Contract => ({
  ...contract, rules: [], rectifications: [], documents: [],
  heading: { ...contract.heading, context: '', visas: [], followUp: '', pdpCell: '' },
  sheets: contract.sheets.map(slimSheet),
});

/** One row a contract, to list and search. Its status is not in it: a status belongs to a day. */
export const contractList: Projection<Fact> = {
  view: { name: 'contract-list', version: 1, indexes: ['reference', 'stage'] },
  keys: ({ stream }) => (stream.startsWith('contract-') ? [stream] : []),
  apply: (doc, fact): ContractRow => {
    const contract = slim(evolve((doc as ContractRow | null)?.contract ?? noContract, fact as ContractFact));
    return { reference: contract.heading.reference, stage: contract.stage, contract };
  },
};
