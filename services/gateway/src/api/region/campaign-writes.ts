import { CheckLinesRequest, ExplainCellRequest, OpenCampaignRequest, ReturnLineRequest, SaveCellsRequest, SubmissionRequest } from '@cpom/proto/indicators/v1/indicators';
import type { Written } from '@cpom/proto/directory/v1/directory';
import type { RegionCalls, RegionVisit } from '../../region/calls.ts';
import { z } from 'zod';
import { writes } from '../core/make.ts';
import { given } from '../values/given.ts';
import { campaignCode, day, idText, maybeText, siren, text } from '../values/in.ts';
import { written } from '../values/out.ts';
import { signatories, submissionId } from './campaign-reads.ts';
import { openedCampaign, receipt, savedCells } from './campaign-replies.ts';
import { cellOf, cellValueBody, valueOrNull } from './cell-values.ts';
import { deciding } from './contract-writes.ts';

const write = writes<RegionCalls>();
const tag = 'Campagnes';
const checking = ['dreets-agent', 'dreets-signatory', 'fund-agent', 'fund-signatory'] as const;
const indicatorCode = idText('Code de l’indicateur.');
const maybeReason = { reason: maybeText(5_000) };
const reason = { reason: text(5_000) };

const cell = z.strictObject({
  indicator: indicatorCode, value: cellValueBody, expectedVersion: z.number().int().min(0).describe('« cellVersion » lue dans la grille : si la ligne a changé depuis, elle n’est pas enregistrée.'), explanation: maybeText(5_000),
});

const entry = [
  write({
    id: 'openCampaign', tag, path: '/campaigns', summary: 'Ouvre une campagne, ou ajoute ce que de nouveaux contrats demandent', params: {}, access: deciding, reply: openedCampaign,
    description: 'Sans « services » : tous ceux qu’un contrat en cours concerne. Sans « indicators » : ce que ces contrats demandent.',
    body: { campaign: campaignCode(), dueOn: day().optional(), services: z.array(siren()).max(500).optional(), indicators: z.array(indicatorCode).max(500).optional() },
    run: ({ calls }, { body, cause }) => calls.indicators.openCampaign(OpenCampaignRequest.fromPartial(given({ ...body, cause }))),
  }),
  write({
    id: 'saveCells', tag, path: '/campaigns/{campaign}/{service}/cells', summary: 'Enregistre des lignes : chacune dit son sort', params: submissionId, access: signatories, reply: savedCells, body: { cells: z.array(cell).min(1).max(500) },
    run: async ({ calls }, { params, body, cause }) => {
      const cells = body.cells.map((one) => ({ ...one, value: cellOf(one.value), origin: 'import' }));
      const saved = await calls.indicators.saveCells(SaveCellsRequest.fromPartial(given({ ...params, cause, cells })));
      return { ...saved, cells: saved.cells.map((outcome) => ({ ...outcome, value: valueOrNull(outcome.value) })) };
    },
  }),
  write({
    id: 'explainCell', tag, path: '/campaigns/{campaign}/{service}/cells/{indicator}/explanation', summary: 'Explique une valeur', params: { ...submissionId, indicator: indicatorCode }, access: signatories, reply: written,
    body: { explanation: text(5_000) },
    run: ({ calls }, { params, body, cause }) => calls.indicators.explainCell(ExplainCellRequest.fromPartial({ ...params, ...body, cause })),
  }),
  write({
    id: 'submitCampaign', tag, path: '/campaigns/{campaign}/{service}/submission', summary: 'Transmet la remontée et rend un accusé de réception', params: submissionId, access: ['spsti-director'], reply: receipt, body: maybeReason,
    run: ({ calls }, { params, body, cause }) => calls.indicators.submit(SubmissionRequest.fromPartial(given({ ...params, ...body, cause }))),
  }),
];

type Step = 'recall' | 'finish-check' | 'approve' | 'reopen';

const stepCalls = ({ calls }: RegionVisit, request: SubmissionRequest): Readonly<Record<Step, () => Promise<Written>>> => ({
  recall: () => calls.indicators.recall(request), 'finish-check': () => calls.indicators.finishCheck(request),
  approve: () => calls.indicators.approve(request), reopen: () => calls.indicators.reopen(request),
});

const checks = [
  write({
    id: 'checkLines', tag, path: '/campaigns/{campaign}/{service}/checks', summary: 'Contrôle des lignes, pour la DREETS ou la caisse', params: submissionId, access: checking, reply: written,
    description: 'Le côté est celui de votre rôle. Sans « indicators » : toutes les lignes.', body: { indicators: z.array(indicatorCode).max(500).optional() },
    run: ({ calls }, { params, body, cause }) => calls.indicators.checkLines(CheckLinesRequest.fromPartial(given({ ...params, ...body, cause }))),
  }),
  write({
    id: 'returnLine', tag, path: '/campaigns/{campaign}/{service}/cells/{indicator}/return', summary: 'Renvoie une ligne avec un motif', params: { ...submissionId, indicator: indicatorCode }, access: checking, reply: written, body: reason,
    run: ({ calls }, { params, body, cause }) => calls.indicators.returnLine(ReturnLineRequest.fromPartial({ ...params, ...body, cause })),
  }),
  write({
    id: 'takeCampaignStep', tag, path: '/campaigns/{campaign}/{service}/steps/{step}', summary: 'Rappelle, termine le contrôle, approuve ou rouvre une remontée', reply: written,
    params: { ...submissionId, step: z.enum(['recall', 'finish-check', 'approve', 'reopen']) }, access: [...checking, 'spsti-director'], body: maybeReason,
    description: 'Le rappel appartient au directeur du service, le contrôle à la DREETS et à la caisse, l’approbation à la DREETS, la réouverture à son signataire ; rappel et réouverture demandent un motif.',
    run: (visit, { params: { step, ...submission }, body, cause }) => stepCalls(visit, SubmissionRequest.fromPartial(given({ ...submission, ...body, cause })))[step as Step](),
  }),
];

export const campaignWrites = [...entry, ...checks];
