import { z } from 'zod';
import { actionSheet, document, heading, opinion, party, ruleResult, signature, stageEntry, statusInterval, term } from './contract-parts.ts';
import { code, count, date, listOf, maybe, moment, string, upToDate, yes } from '../values/out.ts';

export const historyEntry = z.object({ recordedAt: moment('Quand le fait a été enregistré'), role: maybe(), organisation: maybe(), type: string(), summary: string('En français, sans son sujet : « a enregistré… ».'), reason: maybe() });

const nextStep = z.object({
  code: code('open-negotiation', 'open-consultation', 'validate', 'open-signing', 'record-signature', 'return-to-negotiation', 'abandon'), label: string(), possible: yes(),
  reasons: z.array(string()).describe('Pourquoi ce n’est pas encore possible.'), main: yes('L’étape où mène la vie du contrat.'), reasonRequired: yes(),
});

const rectification = z.object({ recordedAt: moment(), role: maybe(), organisation: maybe(), subject: string(), former: maybe(), corrected: maybe(), reason: maybe(), kind: string(), key: maybe() });

const ruleSummary = z.object({ code: string(), article: maybe(), text: string(), effect: code('block', 'warn', 'flag'), overridable: yes() });
export const ruleSet = z.object({ code: string(), label: string(), source: maybe(), validFrom: date(), validTo: date(), rules: z.array(ruleSummary) });
export const ruleSetList = z.object({ items: z.array(ruleSet) });

const status = code('draft', 'negotiation', 'consultation', 'validated', 'signing', 'not-in-force', 'active', 'expired', 'abandoned', 'none');
const stage = code('draft', 'negotiation', 'consultation', 'validated', 'signing', 'signed', 'abandoned');

export const contract = z.object({
  id: string(), version: count(), region: string('Code officiel géographique.'), authority: string(), heading: heading.nullable(), stage, status, statusText: string('L’état, en français.'),
  statusFlags: z.array(string()), parties: z.array(party), term: term.nullable(), signedOn: date('Signature'), effectiveFrom: date('Prise d’effet'), expiresOn: date('Échéance'),
  opinions: z.array(opinion), signatures: z.array(signature), sheets: z.array(actionSheet), documents: z.array(document), stages: z.array(stageEntry),
  intervals: z.array(statusInterval), rules: z.array(ruleResult), nextSteps: z.array(nextStep), rectifications: z.array(rectification), ruleSet: ruleSet.nullable(),
  recordedAfterwards: yes('Reprise d’un contrat existant : aucune règle n’a bloqué.'), origin: maybe(), on: date('Date légale lue (au)'), knownOn: date('Date de connaissance (connu)'),
});

export const contractSummary = z.object({
  id: string(), reference: string(), title: string(), shape: code('individual', 'collective'), region: string(), authority: string(), stage, status, statusText: string(),
  statusFlags: z.array(string()), services: z.array(string()).describe('SIREN.'), funds: z.array(string()), signedOn: date(), effectiveFrom: date(), expiresOn: date(), expiryProvisional: yes(),
  signaturesGiven: count(), signaturesExpected: count(), opinionsAwaited: z.array(string()), signaturesMissing: z.array(string()), themes: z.array(string()), recordedAt: moment(), origin: maybe(),
  recordedAfterwards: yes(), version: count(), followUpOn: date(),
});

export const contractPage = z.object({ ...listOf(contractSummary), on: date('Date de la situation'), upToDate });
export const historyPage = z.object({ items: z.array(historyEntry) });
export const checklist = z.object({ on: date(), stage, ruleSet: ruleSet.nullable(), rules: z.array(ruleResult), nextSteps: z.array(nextStep) });

/** The schemas that stand apart in the document. */
export const contractSchemas = {
  Heading: heading, Party: party, Term: term, Opinion: opinion, Signature: signature, ActionSheet: actionSheet, Document: document, StageEntry: stageEntry, RuleResult: ruleResult,
  StatusInterval: statusInterval, HistoryEntry: historyEntry, NextStep: nextStep, RuleSet: ruleSet, Contract: contract, ContractSummary: contractSummary,
};
