import { z } from 'zod';
import type { RegionVisit } from '../../calls.ts';
import type { ReadContract } from '../about.ts';
import { headingFields, headingOf, headingShape, headingTyped } from '../fields/heading.ts';
import { sheetFields } from '../fields/sheet-fields.ts';
import { sheetOf, sheetShape, sheetTyped } from '../fields/sheet.ts';
import { termFields, termOf, termShape, termTyped } from '../fields/term.ts';
import { choicesFor } from '../sheet/about.ts';
import { shapes, strands, themes } from '../words.ts';
import { documentCorrection, gone, opinionCorrection, partyCorrection, signatureCorrection, stageCorrection } from './facts.ts';
import { correction, type Correction } from './kinds.ts';

const yes = { oui: 'oui', '': 'non' };

const headingCorrection = ({ heading }: ReadContract): Correction => correction({
  kind: 'heading', subject: 'la description du contrat', schema: z.object(headingShape), first: headingTyped(heading), voidable: false,
  fields: (shown) => headingFields(shown), correct: (value) => ({ $case: 'heading', value: headingOf(value) }),
  labels: {
    reference: 'Référence', title: 'Titre', shape: 'Forme', commonReference: 'Référence commune', context: 'Contexte', visas: 'Au vu de', followUp: 'Suivi, contrôle, évaluation', pdpCell: 'Cellule PDP',
    noConvention: 'Aucune convention', linesShared: 'Lignes visibles des autres',
  },
  words: { shape: shapes, noConvention: yes, linesShared: yes },
});

const termCorrection = ({ term }: ReadContract): Correction => correction({
  kind: 'term', subject: 'la durée du contrat', schema: z.object(termShape), first: termTyped(term), voidable: false,
  fields: (shown) => termFields(shown), correct: (value) => ({ $case: 'term', value: termOf(value, term.extended) }),
  labels: { effect: 'Prise d’effet', effectiveFrom: 'Date de prise d’effet', expiresOn: 'Échéance', provisional: 'Échéance provisoire', followUpOn: 'À réexaminer le', wording: 'Termes du contrat' },
  words: { effect: { 'at-signature': 'à la dernière signature', 'on-date': 'à une date fixée' }, provisional: yes },
});

async function sheetCorrection(visit: RegionVisit, contract: ReadContract, key: string): Promise<Correction> {
  const former = contract.sheets.find((one) => one.id === key) ?? gone();
  const choices = await choicesFor(visit, contract);
  return correction({
    kind: 'sheet', subject: `la fiche « ${former.title} »`, schema: z.object(sheetShape), first: sheetTyped(former), voidable: true,
    fields: (shown) => sheetFields(shown, choices), correct: (value) => ({ $case: 'sheet', value: sheetOf(value, former) }),
    labels: {
      title: 'Titre', theme: 'Thème', strand: 'Volet', aims: 'Finalités', deadline: 'Échéance', preamble: 'Préambule', objective: 'Objectif', targetPublic: 'Public visé', description: 'Description', references: 'Références',
      actions: 'Actions', indicators: 'Indicateurs', commitments: 'Engagements', leadWording: 'Référent', perspectives: 'Perspectives',
    },
    words: { theme: themes, strand: strands },
  });
}

/** The fact that the address names; refuses `not-found`. */
export function correctionOf(visit: RegionVisit, contract: ReadContract, kind: string, key: string): Promise<Correction> | Correction {
  switch (kind) {
    case 'heading': return headingCorrection(contract);
    case 'term': return termCorrection(contract);
    case 'party': return partyCorrection(contract, key, visit.nameOf(key));
    case 'opinion': return opinionCorrection(contract, key, visit.nameOf(contract.opinions.find((one) => one.id === key)?.body ?? ''));
    case 'signature': return signatureCorrection(contract, key, visit.nameOf(key));
    case 'sheet': return sheetCorrection(visit, contract, key);
    case 'document': return documentCorrection(contract, key);
    case 'stage': return stageCorrection(contract, key);
    default: return gone();
  }
}
