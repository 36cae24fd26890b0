import { Refusal } from '@cpom/kernel';
import { OverrideRuleRequest } from '@cpom/proto/contracts/v1/contracts';
import type { RuleResult } from '@cpom/proto/contracts/v1/facts';
import { z } from 'zod';
import type { Asked } from '../../../site/asked.ts';
import { textArea } from '../../../ui/index.ts';
import { text } from '../../../web/inputs.ts';
import type { RegionVisit } from '../../calls.ts';
import { contractTrail, deciding, hrefOf, nameOf, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import { maybeText } from '../fields/inputs.ts';

const overriding = z.object({ reason: text(2_000) });
const lifting = z.object({ reason: maybeText(2_000) });

interface Ruled {
  readonly contract: ReadContract;
  readonly rule: RuleResult;
}

const load = async (visit: RegionVisit, asked: Asked): Promise<Ruled> => {
  const contract = await readContract(visit, asked);
  const rule = contract.rules.find((one) => one.code === asked.param('regle'));
  if (!rule) throw new Refusal('not-found', 'Cette règle ne s’applique pas à ce contrat.');
  return { contract, rule };
};

const lines = ({ contract, rule }: Ruled): { term: string; value: string }[] => [
  { term: 'Contrat', value: nameOf(contract) }, { term: 'Règle', value: rule.text }, { term: 'Source', value: rule.article },
  ...(rule.whatToDo === '' ? [] : [{ term: 'Ce qui manque', value: rule.whatToDo }]), ...(rule.overrideReason === '' ? [] : [{ term: 'Motif de la mise à l’écart', value: rule.overrideReason }]),
];

/** A blocking rule set aside with a written reason, shown to the parties and sent to the nation. */
export const overrideRule = routesOf<Ruled, typeof overriding>({
  path: '/contrats/:id/regles/:regle/derogation', access: deciding, load,
  title: () => 'Passer outre à une règle', trail: ({ contract }) => contractTrail(contract), schema: () => overriding,
  effect: (about) => ({ effect: 'La règle ne s’opposera plus à la suite du contrat. Votre motif sera montré aux parties et transmis à la DGT.', summary: lines(about) }),
  fields: (_about, shown) => textArea({ ...input(shown, 'reason'), label: 'Motif', hint: 'Pourquoi il est passé outre. Le motif est public pour les parties et pour la DGT.', rows: 4 }),
  submit: 'Passer outre à cette règle',
  send: async ({ contract: { id }, rule }, { reason }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.overrideRule(OverrideRuleRequest.fromPartial({ cause, id, rule: rule.code, reason }));
    return { position, to: hrefOf(id), what: 'derogation' };
  },
});

/** The rule applies again. */
export const liftOverride = routesOf<Ruled, typeof lifting>({
  path: '/contrats/:id/regles/:regle/retablir', access: deciding, load,
  title: () => 'Rétablir une règle', trail: ({ contract }) => contractTrail(contract), schema: () => lifting,
  effect: (about) => ({ effect: 'La règle s’appliquera de nouveau au contrat ; elle pourra s’opposer à l’étape suivante.', summary: lines(about) }),
  fields: (_about, shown) => textArea({ ...input(shown, 'reason'), label: 'Motif', optional: true, rows: 3 }),
  submit: 'Rétablir cette règle',
  send: async ({ contract: { id }, rule }, { reason }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.liftOverride(OverrideRuleRequest.fromPartial({ cause, id, rule: rule.code, reason }));
    return { position, to: hrefOf(id), what: 'retablie' };
  },
});
