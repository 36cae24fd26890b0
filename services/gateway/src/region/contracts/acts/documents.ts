import { Refusal } from '@cpom/kernel';
import { AttachDocumentRequest, RemoveRequest } from '@cpom/proto/contracts/v1/contracts';
import type { Document } from '@cpom/proto/contracts/v1/facts';
import { z } from 'zod';
import { fileField, html, radioField, textArea } from '../../../ui/index.ts';
import { choice } from '../../../web/inputs.ts';
import { attaching, contractTrail, hrefOf, nameOf, preparing, readContract, type ReadContract } from '../about.ts';
import { routesOf } from '../act/routes.ts';
import { input } from '../act/shown.ts';
import { maybeText } from '../fields/inputs.ts';
import { documentKinds, optionsOf, wordOf } from '../words.ts';

export const documentKind = () => choice(Object.keys(documentKinds) as [string, ...string[]]);
const adding = z.object({ kind: documentKind() });
const removing = z.object({ reason: maybeText(2_000) });

/** A document added to the contract by the DREETS or by a party. */
export const addDocument = routesOf<ReadContract, typeof adding>({
  path: '/contrats/:id/documents/ajouter', access: attaching, load: readContract,
  title: (contract) => `Joindre un document : ${nameOf(contract)}`, trail: contractTrail, schema: () => adding,
  first: () => ({ kind: 'contract' }),
  file: { field: 'piece', required: true },
  fields: (_contract, shown) => html`${radioField({ ...input(shown, 'kind'), label: 'Nature du document', options: optionsOf(documentKinds) })}${fileField({ ...input(shown, 'piece'), label: 'Document' })}`,
  submit: 'Joindre ce document',
  send: async ({ id }, { kind }, { visit, cause, file }) => {
    if (!file) throw new Refusal('invalid', 'Choisissez un fichier.', [{ field: 'piece', message: 'Choisissez un fichier.' }]);
    const { sha256, size, name, mediaType } = file;
    const { position } = await visit.calls.contracts.attachDocument(AttachDocumentRequest.fromPartial({ cause, id, document: { kind, name, mediaType, size, sha256 } }));
    return { position, to: hrefOf(id), what: 'document-joint' };
  },
});

interface Removing {
  readonly contract: ReadContract;
  readonly document: Document;
}

/** A document taken out before signature. */
export const removeDocument = routesOf<Removing, typeof removing>({
  path: '/contrats/:id/documents/:document/retrait', access: preparing,
  load: async (visit, asked) => {
    const contract = await readContract(visit, asked);
    const document = contract.documents.find((one) => one.id === asked.param('document'));
    if (!document) throw new Refusal('not-found', 'Ce document n’est pas, ou n’est plus, joint au contrat.');
    return { contract, document };
  },
  title: ({ document }) => `Retirer le document ${document.name}`, trail: ({ contract }) => contractTrail(contract), schema: () => removing,
  effect: ({ contract, document }) => ({
    effect: 'Le document ne sera plus joint au contrat. L’historique garde la trace de son dépôt et de son retrait.',
    summary: [{ term: 'Contrat', value: nameOf(contract) }, { term: 'Document', value: `${document.name} (${wordOf(documentKinds, document.kind)})` }],
  }),
  fields: (_about, shown) => textArea({ ...input(shown, 'reason'), label: 'Motif', optional: true, rows: 2 }),
  submit: 'Retirer ce document',
  send: async ({ contract: { id }, document }, { reason }, { visit, cause }) => {
    const { position } = await visit.calls.contracts.detachDocument(RemoveRequest.fromPartial({ cause, id, itemId: document.id, reason }));
    return { position, to: hrefOf(id), what: 'document-retire' };
  },
});
