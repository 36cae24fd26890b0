import { AdoptCoreRequest, ListIndicatorsRequest, ListTargetsRequest, RegionalTableRequest, SetTargetRequest } from '@cpom/proto/indicators/v1/indicators';
import { z } from 'zod';
import type { RegionCalls } from '../../region/calls.ts';
import { reads, writes } from '../core/make.ts';
import { given } from '../values/given.ts';
import { pageOf } from '../values/asked.ts';
import { atLeast, flag, idText, maybeText, onDay, paging, search, several, siren, whole } from '../values/in.ts';
import { count, listOf, maybe, real, string, upToDate, written, yes } from '../values/out.ts';
import { indicator, target } from './campaign-replies.ts';
import { cellValue, valueOf, valueOrNull } from './cell-values.ts';
import { deciding } from './contract-writes.ts';

const read = reads<RegionCalls>();
const tag = 'Indicateurs et objectifs';
const year = () => whole(2000, 2199);

const table = z.object({
  services: z.array(z.object({ service: string(), name: string(), state: maybe() })), asked: count(), approved: count(), masked: yes('De petits effectifs sont masqués pour vous.'), upToDate,
  rows: z.array(z.object({
    indicator: string(), label: string(), unit: string(), coreCode: maybe(), depth: count(), values: z.array(cellValue).describe('Dans l’ordre de « services ».'), total: cellValue.nullable(), targetTotal: real(),
  })),
});

export const indicatorEndpoints = [
  read({
    id: 'listIndicators', tag, path: '/indicators', summary: 'Le catalogue de la région, ou le socle national tel qu’elle le connaît', params: {},
    reply: z.object({ ...listOf(indicator), catalogueVersion: count(), upToDate }),
    query: { ...onDay, allVersions: flag().optional(), core: flag().optional().describe('Le socle national.'), ...search('Mots du libellé ou code'), theme: several(z.string().max(40)).optional(), ...paging, ...atLeast },
    run: async ({ calls }, { query }) => {
      const { au: on, allVersions, core, search: contains, theme: themes, au_moins } = query;
      const { limit, offset } = pageOf(query);
      const found = await calls.indicators.listIndicators(ListIndicatorsRequest.fromPartial(given({ on, allVersions, core, contains, themes, atLeast: au_moins })));
      return { ...found, limit, offset, total: found.indicators.length, items: found.indicators.slice(offset, offset + limit) };
    },
  }),
  writes<RegionCalls>()({
    id: 'adoptCore', tag, path: '/indicators/core', summary: 'Reprend des indicateurs du socle national dans le catalogue de la région', params: {}, access: deciding, reply: written,
    description: 'Sans « codes » : tout le socle.', body: { codes: z.array(idText('Code du socle.')).max(500).optional() },
    run: ({ calls }, { body, cause }) => calls.indicators.adoptCore(AdoptCoreRequest.fromPartial(given({ ...body, cause }))),
  }),
  read({
    id: 'listTargets', tag, path: '/targets/{service}', summary: 'Les objectifs chiffrés d’un service', params: { service: siren() }, query: { year: year().optional(), ...atLeast }, reply: z.object({ items: z.array(target) }),
    run: async ({ calls }, { params, query }) => ({ items: (await calls.indicators.listTargets(ListTargetsRequest.fromPartial(given({ ...params, year: query.year, atLeast: query.au_moins })))).targets }),
  }),
  writes<RegionCalls>()({
    id: 'setTarget', tag, path: '/targets/{service}', summary: 'Fixe ou change un objectif', params: { service: siren() }, access: ['dreets-agent', 'dreets-signatory', 'fund-agent', 'fund-signatory'], reply: written,
    description: 'Un changement demande un motif ; l’ancienne valeur reste lisible.',
    body: { indicator: idText('Code de l’indicateur.'), year: z.number().int().min(2000).max(2199), value: z.number(), reason: maybeText(2_000), origin: maybeText(60), contract: idText('Contrat qui le fixe.').optional() },
    run: ({ calls }, { params, body, cause }) => calls.indicators.setTarget(SetTargetRequest.fromPartial(given({ ...params, ...body, cause }))),
  }),
  read({
    id: 'getRegionalTable', tag, path: '/regional-table/{year}', summary: 'Les valeurs approuvées d’une année, indicateurs × services', params: { year: z.string().regex(/^2[01]\d\d$/, 'Écrivez une année : 2022.') },
    query: { indicator: several(idText('Code.')).optional(), ...atLeast }, reply: table,
    run: async ({ calls }, { params, query }) => {
      const found = await calls.indicators.regionalTable(RegionalTableRequest.fromPartial(given({ year: Number(params.year), indicators: query.indicator, atLeast: query.au_moins })));
      return { ...found, rows: found.rows.map((row) => ({ ...row, values: row.values.map(valueOf), total: valueOrNull(row.total) })) };
    },
  }),
];
