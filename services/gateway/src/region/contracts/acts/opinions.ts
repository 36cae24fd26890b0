import { Refusal } from '@cpom/kernel';
import { OpinionRequest } from '@cpom/proto/contracts/v1/contracts';
import type { Opinion } from '@cpom/proto/contracts/v1/facts';
import { z } from 'zod';
import { fileField, html, textArea, type Html } from '../../../ui/index.ts';
import { choice } from '../../../web/inputs.ts';
import { contractTrail, dateOr, hrefOf, nameOf, preparing, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import type { Sending, Sent, Shown } from '../act/types.ts';
import { attach } from '../fields/document.ts';
import { askedFields, askedShape, givenFields, givenShape, wholeShape } from '../fields/opinion.ts';
import { organisationOptions } from '../fields/organisations.ts';
import { opinionKinds, senses, wordOf } from '../words.ts';

const bodyKinds = ['body', 'partner'];
const sense = choice(Object.keys(senses) as [string, ...string[]]);
const asking = z.object(askedShape);
const answering = z.object({ ...givenShape, sense });
const arriving = z.object({ ...wholeShape, sense });

const piece = (shown: Shown): Html => fileField({ ...input(shown, 'piece'), label: 'Document de l’avis', optional: true });
const file = { field: 'piece', required: false };

/** A body is asked for its opinion. */
export const askOpinion = routesOf<ReadContract, typeof asking>({
  path: '/contrats/:id/avis/demander', access: preparing, load: readContract,
  title: (contract) => `Saisir une instance : ${nameOf(contract)}`, trail: contractTrail, schema: () => asking,
  first: () => ({ kind: 'opinion' }),
  fields: (_contract, shown, visit) => html`${askedFields(shown, organisationOptions(visit, bodyKinds))}${textArea({ ...input(shown, 'comment'), label: 'Observations', optional: true, rows: 3 })}`,
  submit: 'Enregistrer la saisine',
  send: async ({ id }, value, { visit, cause }) => {
    const { position } = await visit.calls.contracts.askOpinion(OpinionRequest.fromPartial({ cause, id, opinion: value }));
    return { position, to: hrefOf(id), what: 'avis-demande' };
  },
});

async function record(contract: ReadContract, opinion: Partial<Opinion>, { visit, cause, file: came }: Sending): Promise<Sent> {
  const document = came ? (await attach(visit, contract.id, cause, 'opinion', came)).id : '';
  const { position } = await visit.calls.contracts.recordOpinion(OpinionRequest.fromPartial({ cause, id: contract.id, opinion: { ...opinion, document } }));
  return { position, to: hrefOf(contract.id), what: 'avis-enregistre' };
}

/** An opinion that arrives without having been asked for here. */
export const recordArrived = routesOf<ReadContract, typeof arriving>({
  path: '/contrats/:id/avis/nouveau', access: preparing, load: readContract,
  title: (contract) => `Enregistrer un avis reçu : ${nameOf(contract)}`, trail: contractTrail, schema: () => arriving,
  first: () => ({ kind: 'opinion' }), file,
  fields: (_contract, shown, visit) => html`${askedFields(shown, organisationOptions(visit, bodyKinds))}${givenFields(shown)}${piece(shown)}`,
  submit: 'Enregistrer l’avis',
  send: (contract, value, sending) => record(contract, value, sending),
});

interface Answering {
  readonly contract: ReadContract;
  readonly opinion: Opinion;
  readonly name: string;
}

/** What a body that was asked has said. */
export const recordAnswer = routesOf<Answering, typeof answering>({
  path: '/contrats/:id/avis/:avis', access: preparing,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    const opinion = contract.opinions.find((one) => one.id === asked.param('avis'));
    if (!opinion) throw new Refusal('not-found', 'Cet avis n’est pas demandé dans ce contrat.');
    return { contract, opinion, name: visit.nameOf(opinion.body) };
  },
  title: ({ name }) => `Enregistrer la réponse : ${name}`,
  lead: ({ opinion }) => `${wordOf(opinionKinds, opinion.kind)} demandé le ${dateOr(opinion.askedOn)}${opinion.dueOn === '' ? '' : `, réponse attendue avant le ${dateOr(opinion.dueOn)}`}.`,
  trail: ({ contract }) => contractTrail(contract), schema: () => answering, file,
  first: ({ opinion }) => ({ comment: opinion.comment }),
  fields: (_about, shown) => html`${givenFields(shown)}${piece(shown)}`,
  submit: 'Enregistrer l’avis',
  send: ({ contract, opinion }, value, sending) => record(contract, { ...value, id: opinion.id, body: opinion.body, kind: opinion.kind }, sending),
});
