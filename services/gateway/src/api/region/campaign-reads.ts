import { BenchmarkRequest, CellHistoryRequest, GetCampaignRequest, ListCampaignsRequest } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import type { RegionCalls } from '../../region/calls.ts';
import { reads } from '../core/make.ts';
import { pageOf, sortOf } from '../values/asked.ts';
import { given } from '../values/given.ts';
import { atLeast, campaignCode, flag, idText, paging, search, several, siren, sorted } from '../values/in.ts';
import { benchmark, campaignGrid, campaignPage, cellHistory } from './campaign-replies.ts';
import { valueOf, valueOrNull } from './cell-values.ts';

const read = reads<RegionCalls>();
const tag = 'Campagnes';
const state = z.enum(['open', 'submitted', 'checking', 'returned', 'checked', 'approved', 'reopened']);

/** A submission is a campaign × a service. */
export const submissionId = { campaign: campaignCode(), service: siren() };
export const signatories = ['spsti-lead', 'spsti-director', 'dreets-agent', 'dreets-signatory', 'fund-agent', 'fund-signatory'] as const;

export const campaignReads = [
  read({
    id: 'listCampaigns', tag, path: '/campaigns', summary: 'Les remontées, par campagne et par service', params: {}, access: signatories, reply: campaignPage,
    query: {
      campaign: several(campaignCode()).optional(), service: several(siren()).optional(), state: several(state).optional(), late: flag().optional().describe('Échéance passée et non transmise.'), ...search('Mots du nom du service'),
      ...sorted('dueOn', 'serviceName', 'state', 'answered', 'campaign'), ...paging, ...atLeast,
    },
    run: async ({ calls }, { query }) => {
      const { campaign: campaigns, service: services, state: states, late, search: contains, sort, au_moins } = query;
      const page = pageOf(query);
      const found = await calls.indicators.listCampaigns(ListCampaignsRequest.fromPartial(given({ campaigns, services, states, late, contains, ...sortOf(sort, '_'), ...page, atLeast: au_moins })));
      return { ...found, ...page, items: found.campaigns };
    },
  }),
  read({
    id: 'getCampaign', tag, path: '/campaigns/{campaign}/{service}', summary: 'La grille d’un service : lignes, valeurs, contrôles et étapes', params: submissionId, query: atLeast, reply: campaignGrid,
    run: async ({ calls }, { params, query }) => {
      const grid = await calls.indicators.getCampaign(GetCampaignRequest.fromPartial(given({ ...params, atLeast: query.au_moins })));
      return { ...grid, rows: grid.rows.map((row) => ({ ...row, previous: valueOrNull(row.previous), proposed: valueOrNull(row.proposed), value: valueOf(row.value) })) };
    },
  }),
  read({
    id: 'getCellHistory', tag, path: '/campaigns/{campaign}/{service}/cells/{indicator}/history', summary: 'L’histoire d’une ligne', params: { ...submissionId, indicator: idText('Code de l’indicateur.') }, query: {}, reply: cellHistory,
    run: async ({ calls }, { params }) => {
      const { changes } = await calls.indicators.cellHistory(CellHistoryRequest.fromPartial({ ...params }));
      return { items: changes.map((change) => ({ ...change, before: valueOrNull(change.before), after: valueOrNull(change.after) })) };
    },
  }),
  read({
    id: 'getBenchmark', tag, path: '/campaigns/{campaign}/{service}/benchmark', summary: 'Le service parmi les services comparables', params: submissionId, access: signatories, reply: benchmark,
    query: { indicator: several(idText('Code.')).optional().describe('Codes séparés par des virgules ; toutes les lignes chiffrées si absent.') },
    run: async ({ calls }, { params, query }) => {
      const { rows, basis } = await calls.indicators.benchmark(BenchmarkRequest.fromPartial(given({ ...params, indicators: query.indicator })));
      return { basis, rows: rows.map((row) => ({
        ...row, value: valueOrNull(row.value), firstQuartile: valueOrNull(row.firstQuartile), median: valueOrNull(row.median), thirdQuartile: valueOrNull(row.thirdQuartile), scaled: valueOrNull(row.scaled),
      })) };
    },
  }),
];
