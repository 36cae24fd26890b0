import { Refusal } from '@cpom/kernel';
import type { Opinion } from '@cpom/proto/contracts/v1/facts';
import type { Contract, ContractEvent } from '../contract.ts';
import { bodyCode } from '../rules/opinions.ts';
import { mustBe, needed, numberedId, refuseAny, type Context } from './checks.ts';
import { anOpinion } from './shapes.ts';
import { scanExists } from './signatures.ts';
import type { CommandOf } from './types.ts';

/** The comment is free prose: it goes apart, where it can be erased. */
const told = (type: 'OpinionAsked' | 'OpinionRecorded', opinion: Opinion): ContractEvent =>
  ({ type, opinion: { ...opinion, bodyCode: bodyCode(opinion), comment: '' }, ...(opinion.comment === '' ? {} : { text: { comment: opinion.comment } }) });

/** The body is asked; what it says comes later. */
export function askOpinion(contract: Contract, { opinion }: CommandOf<'ask-opinion'>, context: Context): readonly ContractEvent[] {
  mustBe(contract, ['consultation', 'validated', 'signing'], 'la saisine d\'une instance', 'Passez d\'abord le contrat en consultation.');
  const asked = { ...opinion, askedOn: opinion.askedOn || context.today, givenOn: '', sense: '', id: numberedId(contract, 'opinion') };
  refuseAny(anOpinion(asked, context));
  if (contract.opinions.some((other) => other.body === asked.body && other.kind === asked.kind && other.givenOn === '' && other.sense === '')) {
    throw new Refusal('rule', 'Cette instance est déjà saisie : enregistrez sa réponse.');
  }
  return [told('OpinionAsked', asked)];
}

/** What is asked stays as asked: the answer adds to it. */
function answered(contract: Contract, opinion: Opinion): Opinion {
  if (opinion.id === '') return { ...opinion, id: numberedId(contract, 'opinion') };
  const asked = contract.opinions.find((other) => other.id === opinion.id);
  if (asked === undefined) throw new Refusal('not-found', 'Cet avis n\'est pas demandé dans ce contrat.');
  if (asked.sense !== '') throw new Refusal('rule', 'Cet avis est déjà enregistré. S\'il est erroné, rectifiez-le en le motivant.');
  return { ...asked, givenOn: opinion.givenOn, sense: opinion.sense, comment: opinion.comment || asked.comment, document: opinion.document || asked.document };
}

/** What the body said; also one that arrives after signature. */
export function recordOpinion(contract: Contract, { opinion }: CommandOf<'record-opinion'>, context: Context): readonly ContractEvent[] {
  mustBe(contract, ['consultation', 'validated', 'signing', 'signed'], 'l\'enregistrement d\'un avis', 'Passez d\'abord le contrat en consultation.');
  const given = answered(contract, opinion);
  const silent = given.sense === 'not-given-in-time' || given.sense === 'no-quorum';
  refuseAny(
    anOpinion(given, context),
    needed('opinion.sense', given.sense, 'Choisissez le sens de l\'avis.'),
    silent ? [] : needed('opinion.givenOn', given.givenOn, 'Indiquez la date de l\'avis.'),
    scanExists(contract, given.document) ? [] : [{ field: 'opinion.document', message: 'Ce document n\'est pas joint au contrat.' }],
  );
  return [told('OpinionRecorded', given)];
}
