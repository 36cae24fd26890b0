import { AttachDocumentRequest, NameActionLeadRequest, OpinionRequest, PutActionSheetRequest, RecordSignatureRequest, RemoveRequest } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import type { RegionCalls } from '../../region/calls.ts';
import { uploads, writes } from '../core/make.ts';
import { given } from '../values/given.ts';
import { idText } from '../values/in.ts';
import { written } from '../values/out.ts';
import { documentKind, expectedVersion, leadBody, maybeReason, opinionBody, sheetBody, signatureBody } from './contract-bodies.ts';
import { contractId, preparing } from './contract-writes.ts';

const write = writes<RegionCalls>();
const { id: _askedBefore, givenOn: _given, sense: _sense, document: _document, ...asking } = opinionBody;
const sheetId = { ...contractId, sheet: idText('Identifiant de la fiche.') };

const opinionsAndSignatures = [
  write({
    id: 'askOpinion', tag: 'Avis et signatures', path: '/contracts/{id}/opinion-requests', summary: 'Demande un avis', params: contractId, access: preparing, reply: written, body: asking,
    run: ({ calls }, { params, body, cause }) => calls.contracts.askOpinion(OpinionRequest.fromPartial(given({ ...params, cause, opinion: body }))),
  }),
  write({
    id: 'recordOpinion', tag: 'Avis et signatures', path: '/contracts/{id}/opinions', summary: 'Enregistre un avis rendu', params: contractId, access: preparing, reply: written, body: opinionBody,
    description: 'Sans « id », l’avis n’avait pas été demandé ici.',
    run: ({ calls }, { params, body, cause }) => calls.contracts.recordOpinion(OpinionRequest.fromPartial(given({ ...params, cause, opinion: body }))),
  }),
  write({
    id: 'recordSignature', tag: 'Avis et signatures', path: '/contracts/{id}/signatures', summary: 'Enregistre une signature donnée sur papier ou ailleurs', params: contractId, reply: written, body: signatureBody,
    access: ['dreets-agent', 'dreets-signatory', 'spsti-director', 'fund-signatory'], description: 'Ce n’est pas une signature électronique. La dernière signature attendue rend le contrat signé.',
    run: ({ calls }, { params, body, cause }) => calls.contracts.recordSignature(RecordSignatureRequest.fromPartial(given({ ...params, cause, signature: body }))),
  }),
];

const sheets = [
  write({
    id: 'putActionSheet', tag: 'Fiches et documents', path: '/contracts/{id}/sheets', summary: 'Ajoute ou remplace une fiche action', params: contractId, access: preparing, reply: written, body: { sheet: z.strictObject(sheetBody), ...expectedVersion },
    run: ({ calls }, { params, body, cause }) => calls.contracts.putActionSheet(PutActionSheetRequest.fromPartial(given({ ...params, ...body, cause }))),
  }),
  write({
    id: 'removeActionSheet', tag: 'Fiches et documents', path: '/contracts/{id}/sheets/{sheet}/removal', summary: 'Retire une fiche action', params: sheetId, access: preparing, reply: written, body: maybeReason,
    run: ({ calls }, { params: { id, sheet: itemId }, body, cause }) => calls.contracts.removeActionSheet(RemoveRequest.fromPartial(given({ ...body, id, itemId, cause }))),
  }),
  write({
    id: 'nameActionLead', tag: 'Fiches et documents', path: '/contracts/{id}/sheets/{sheet}/leads', summary: 'Nomme le référent d’une action dans un service', params: sheetId, reply: written, body: leadBody,
    access: ['dreets-agent', 'spsti-lead', 'spsti-director'], description: 'Possible aussi après la signature.',
    run: ({ calls }, { params: { id, sheet: sheetId }, body: lead, cause }) => calls.contracts.nameActionLead(NameActionLeadRequest.fromPartial(given({ id, sheetId, lead, cause }))),
  }),
];

const documents = [
  uploads<RegionCalls>()({
    id: 'attachDocument', tag: 'Fiches et documents', path: '/contracts/{id}/documents', summary: 'Joint un document', params: contractId, reply: written, body: { kind: documentKind }, file: 'file',
    access: ['dreets-agent', 'dreets-signatory', 'spsti-lead', 'spsti-director', 'fund-agent', 'fund-signatory'],
    description: 'PDF, ODT, DOCX, XLSX, PNG ou JPEG, 50 Mo au plus, reconnu à son contenu.',
    run: ({ calls }, { params, body, cause, file: { name, mediaType, size, sha256 } }) =>
      calls.contracts.attachDocument(AttachDocumentRequest.fromPartial({ ...params, cause, document: { ...body, name, mediaType, size, sha256 } })),
  }),
  write({
    id: 'detachDocument', tag: 'Fiches et documents', path: '/contracts/{id}/documents/{document}/removal', summary: 'Retire un document avant signature', params: { ...contractId, document: idText('Identifiant du document.') },
    access: preparing, reply: written, body: maybeReason,
    run: ({ calls }, { params: { id, document: itemId }, body, cause }) => calls.contracts.detachDocument(RemoveRequest.fromPartial(given({ ...body, id, itemId, cause }))),
  }),
];

export const contractActs = [...opinionsAndSignatures, ...sheets, ...documents];
