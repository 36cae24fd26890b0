import { latest, type Day } from '@cpom/kernel';
import type { Opinion } from '@cpom/proto/contracts/v1/facts';
import { known } from '../reading.ts';
import { failed, met, metUnless, namesIn, notApplicable, type Check } from './input.ts';
import type { RequiredOpinion, RuleSet } from './rule-sets.ts';
import type { Rule } from './table.ts';

/** A body's code: what the opinion says, else the beginning of the body's id ("gpro-24" is a GPRO). */
export const bodyCode = (opinion: Opinion): string => opinion.bodyCode || (opinion.body.split('-')[0] ?? '');

/** The delay has passed in silence: it counts as given. */
export const lapsed = (opinion: Opinion, today: Day): boolean => {
  const due = known(opinion.dueOn);
  return opinion.sense === '' && opinion.givenOn === '' && due !== undefined && latest(due) < today;
};

/** Given (whatever its sense, known or not), or lapsed. */
export const counts = (opinion: Opinion, today: Day): boolean => opinion.sense !== '' || opinion.givenOn !== '' || lapsed(opinion, today);

/** Asked for, and still to come. */
export const awaited = (opinion: Opinion, today: Day): boolean => opinion.askedOn !== '' && !counts(opinion, today);

/** The rules that a rule set makes of its required bodies. An information of the body is not its opinion. */
export const opinionRules = (set: RuleSet): Rule[] => set.requiredOpinions.map((required) => ({
  code: `opinion.${required.code}`, article: required.article, text: `L'avis ${required.ofWhom} a été demandé et rendu, ou son délai est passé.`,
  effect: 'block', overridable: false, gates: ['validated'],
}));

export const requiredOpinion = (required: RequiredOpinion): Check => ({ contract, today }) => {
  const asked = contract.opinions.filter((opinion) => opinion.kind !== 'information' && required.anyOf.includes(bodyCode(opinion)));
  if (asked.some((opinion) => counts(opinion, today))) return met;
  const subjects = asked.map((opinion) => opinion.id);
  return asked.length > 0
    ? failed(`Enregistrez l'avis ${required.ofWhom}, ou attendez la fin de son délai.`, subjects)
    : failed(`Demandez l'avis ${required.ofWhom}, puis enregistrez-le.`);
};

const reserved: readonly string[] = ['with-reservations', 'unfavourable', 'no-quorum'];

/** An unfavourable opinion does not block: it is shown. */
export const sense: Check = (input) => {
  if (input.contract.opinions.length === 0) return notApplicable;
  const found = input.contract.opinions.filter((opinion) => reserved.includes(opinion.sense)).map((opinion) => opinion.body);
  return metUnless(found, (bodies) => `Avis réservé, défavorable ou rendu sans quorum : ${namesIn(input, bodies)}. Le contrat peut être validé ; dites-en le motif aux parties.`);
};
