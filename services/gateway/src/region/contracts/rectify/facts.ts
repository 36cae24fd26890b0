import { Refusal } from '@cpom/kernel';
import type { Document, StageEntry } from '@cpom/proto/contracts/v1/facts';
import { z } from 'zod';
import { dateField, html, radioField, selectField, textField, type Html } from '../../../ui/index.ts';
import { legalDate, text } from '../../../web/inputs.ts';
import type { ReadContract } from '../about.ts';
import { input } from '../act/shown.ts';
import type { Shown } from '../act/types.ts';
import { documentKind } from '../acts/documents.ts';
import { maybeChoice } from '../fields/inputs.ts';
import { askedFields, givenFields, opinionTyped, wholeShape } from '../fields/opinion.ts';
import { organisationOptions, typedDate } from '../fields/organisations.ts';
import { partyFields, partyOf, partyShape, partyTyped } from '../fields/party.ts';
import { signatureFields, signatureShape, signatureTyped } from '../fields/signature.ts';
import { partyKinds } from '../acts/parties.ts';
import { capacities, documentKinds, opinionKinds, optionsOf, roles, senses, stages, wordOf } from '../words.ts';
import { correction, type Correction } from './kinds.ts';

export const gone = (): never => {
  throw new Refusal('not-found', 'Le fait à rectifier n’est pas, ou n’est plus, dans ce contrat.');
};

const documentChoice = (shown: Shown, name: string, label: string, documents: readonly Document[]): Html =>
  selectField({ ...input(shown, name), label, optional: true, prompt: 'Aucun', options: documents.map((one) => ({ value: one.id, label: one.name })) });

const documentNames = (documents: readonly Document[]): Record<string, string> => Object.fromEntries(documents.map((one) => [one.id, one.name]));

export function partyCorrection(contract: ReadContract, key: string, name: string): Correction {
  const former = contract.parties.find((one) => one.organisation === key) ?? gone();
  return correction({
    kind: 'party', subject: `la partie ${name}`, schema: z.object(partyShape), first: partyTyped(former), voidable: true,
    fields: (shown, visit) => partyFields(shown, organisationOptions(visit, partyKinds)),
    correct: (value) => ({ $case: 'party', value: partyOf(value, former) }),
    labels: { organisation: 'Organisme', role: 'Rôle', writtenName: 'Nom écrit', representedBy: 'Représenté par', seat: 'Siège' }, words: { role: roles },
  });
}

export function opinionCorrection({ opinions, documents }: ReadContract, key: string, name: string): Correction {
  const former = opinions.find((one) => one.id === key) ?? gone();
  return correction({
    kind: 'opinion', subject: `l’avis de ${name}`, schema: z.object({ ...wholeShape, document: maybeChoice() }), first: { ...opinionTyped(former), document: former.document }, voidable: true,
    fields: (shown, visit) => html`${askedFields(shown, organisationOptions(visit, ['body', 'partner']))}${givenFields(shown)}${documentChoice(shown, 'document', 'Document de l’avis', documents)}`,
    correct: (value) => ({ $case: 'opinion', value: { ...former, ...value, bodyCode: value.body === former.body ? former.bodyCode : '' } }),
    labels: { body: 'Instance', kind: 'Nature', askedOn: 'Saisie le', dueOn: 'Réponse avant le', sense: 'Sens', givenOn: 'Rendu le', comment: 'Observations', document: 'Document' },
    words: { kind: opinionKinds, sense: senses, document: documentNames(documents) },
  });
}

export function signatureCorrection({ signatures, documents }: ReadContract, key: string, name: string): Correction {
  const former = signatures.find((one) => one.organisation === key) ?? gone();
  return correction({
    kind: 'signature', subject: `la signature de ${name}`, schema: z.object({ ...signatureShape, scan: maybeChoice() }), first: { ...signatureTyped(former), scan: former.scan }, voidable: true,
    fields: (shown) => html`${signatureFields(shown)}${documentChoice(shown, 'scan', 'Exemplaire signé', documents)}`,
    correct: (value) => ({ $case: 'signature', value: { ...former, ...value } }),
    labels: { signedOn: 'Date', function: 'Fonction', capacity: 'Habilitation', capacityReference: 'Acte', place: 'Lieu', scan: 'Exemplaire signé' }, words: { capacity: capacities, scan: documentNames(documents) },
  });
}

export function documentCorrection({ documents }: ReadContract, key: string): Correction {
  const former = documents.find((one) => one.id === key) ?? gone();
  return correction({
    kind: 'document', subject: `le document « ${former.name} »`, schema: z.object({ kind: documentKind(), name: text(150) }), first: { kind: former.kind, name: former.name }, voidable: true,
    fields: (shown) => html`${textField({ ...input(shown, 'name'), label: 'Nom du document' })}${radioField({ ...input(shown, 'kind'), label: 'Nature du document', options: optionsOf(documentKinds) })}`,
    correct: (value) => ({ $case: 'document', value: { ...former, ...value } }),
    labels: { name: 'Nom', kind: 'Nature' }, words: { kind: documentKinds },
  });
}

export function stageCorrection(contract: ReadContract, key: string): Correction {
  const former: StageEntry = contract.stages.findLast((one) => one.stage === key) ?? gone();
  return correction({
    kind: 'stage', subject: `la date de l’étape « ${wordOf(stages, key)} »`, schema: z.object({ on: legalDate() }), first: { on: typedDate(former.on) }, voidable: false,
    fields: (shown) => dateField({ ...input(shown, 'on'), label: 'Date' }),
    correct: ({ on }) => ({ $case: 'stage', value: { ...former, on } }),
    labels: { on: 'Date' },
  });
}
