import { z } from 'zod';
import { code, count, date, listOf, maybe, maybeCode, moment, real, string, upToDate, yes } from '../values/out.ts';
import { cellValue } from './cell-values.ts';
import { historyEntry } from './contract-replies.ts';

const units = ['count', 'persons', 'establishments', 'percent', 'per-thousand', 'per-million', 'days', 'fte', 'boolean', 'narrative'] as const;

export const indicator = z.object({
  code: string(), version: count(), label: string(), unit: code(...units), theme: string(), kind: code('means', 'activity', 'result', 'impact'),
  relation: maybeCode('subset', 'partition', 'multi-choice', 'twin'), parent: maybe(), severity: maybeCode('block', 'explain'), textParent: maybe(), reporter: code('spsti', 'fund', 'dreets', 'computed'),
  outline: z.array(z.object({ key: string(), label: string() })).describe('Rubriques d’une analyse qualitative.'),
  ratio: z.object({ numerator: string(), denominator: string(), denominatorPrevious: yes('Le dénominateur est celui de la période précédente.'), factor: z.number() }).nullable(),
  disclosure: code('persons-health', 'establishments', 'none'), disaggregation: maybe(), coreCode: maybe('Code du socle national.'), validFrom: date(), validTo: date(), origin: maybe(),
});

const state = code('open', 'submitted', 'checking', 'returned', 'checked', 'approved', 'reopened');
const check = maybeCode('pending', 'started', 'finished');

export const campaignRow = z.object({
  campaign: string(), service: string('SIREN.'), serviceName: string(), period: z.object({ kind: code('year', 'quarter', 'dates'), from: date(), to: date(), label: string() }).nullable(), dueOn: date(), state,
  asked: count('Lignes demandées au service.'), answered: count(), returned: count('Lignes renvoyées, pas encore corrigées.'), blocking: count(), toExplain: count(), dreetsCheck: check, fundCheck: check,
  submittedAt: maybe('Date ou instant de la dernière transmission.'), approvedAt: maybe(), daysLeft: z.number().int(), fundLeft: count(), dreetsLeft: count(),
});

export const cellMessage = z.object({ severity: code('block', 'explain', 'info'), rule: string(), text: string('En français, les deux nombres nommés.'), other: maybe(), explained: yes() });

const gridRow = z.object({
  indicator: indicator.nullable(), depth: count(), previous: cellValue.nullable().describe('La même période un an avant.'), target: real('Objectif.'), targetOrigin: maybe(),
  proposed: cellValue.nullable().describe('Connu par ailleurs ; jamais enregistré de soi-même.'), proposedOrigin: maybe(), value: cellValue, cellVersion: count('À rendre en « expectedVersion ».'),
  state: code('empty', 'answered', 'to-explain', 'blocked', 'returned', 'corrected', 'checked', 'locked', 'computed'), explanation: maybe(), messages: z.array(cellMessage), editable: yes(), lockedBecause: maybe(),
  returnReason: maybe(), returnedBy: maybe(), savedAt: maybe('Date ou instant.'), checkedBy: z.array(string()), origin: maybe(),
});

export const receipt = z.object({
  number: string(), submittedAt: moment(), role: maybe(), asked: count(), answered: count(), digest: string('SHA-256 des valeurs transmises.'), position: count(), version: count(),
});

export const campaignGrid = z.object({
  summary: campaignRow.nullable(), rows: z.array(gridRow), left: z.array(z.object({ indicator: string(), label: string(), why: string(), text: string() })).describe('Ce qui reste avant l’étape suivante.'),
  steps: z.array(z.object({ name: code('submit', 'recall', 'check', 'finish-check', 'approve', 'reopen'), possible: yes(), obstacles: z.array(string()) })), history: z.array(historyEntry),
  contracts: z.array(string()), receipt: receipt.nullable(), origin: maybe(), version: count(), upToDate,
});

export const campaignPage = z.object({ ...listOf(campaignRow), upToDate });

export const savedCells = z.object({
  cells: z.array(z.object({ indicator: string(), outcome: code('saved', 'unchanged', 'refused', 'conflict'), cellVersion: count(), refusal: maybe(), messages: z.array(cellMessage), value: cellValue.nullable() })),
  position: count(), version: count(), savedAt: moment(), asked: count(), answered: count(),
});

export const cellHistory = z.object({ items: z.array(z.object({
  recordedAt: moment(), role: maybe(), organisation: maybe(), what: code('saved', 'explained', 'returned', 'checked'), before: cellValue.nullable(), after: cellValue.nullable(), why: maybe(), origin: maybe(),
})) });

export const openedCampaign = z.object({
  submissions: z.array(z.object({ service: string(), outcome: code('opened', 'lines-added', 'unchanged', 'refused'), asked: count(), message: maybe() })), position: count(),
});

export const target = z.object({
  indicator: string(), year: count(), service: string(), value: z.number(), reason: maybe(), origin: maybe(), contract: maybe(), setAt: moment(),
  former: z.array(z.object({ value: z.number(), reason: maybe(), setAt: moment() })),
});

export const benchmark = z.object({
  basis: string('Avec qui la comparaison est faite, ou pourquoi elle ne l’est pas.'),
  rows: z.array(z.object({
    indicator: string(), label: string(), unit: string(), value: cellValue.nullable(), count: count('Services comparés.'), firstQuartile: cellValue.nullable(), median: cellValue.nullable(), thirdQuartile: cellValue.nullable(),
    per: maybe(), scaled: cellValue.nullable(),
  })),
});

export const indicatorSchemas = { CellValue: cellValue, Indicator: indicator, CampaignRow: campaignRow, GridRow: gridRow, Receipt: receipt, Target: target };
