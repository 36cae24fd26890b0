import { ExploreIndicatorRequest, ListIndicatorsRequest, ListIndicatorValuesRequest } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import type { NationCalls } from '../../nation/calls.ts';
import { reads } from '../core/make.ts';
import { pageOf, sortOf } from '../values/asked.ts';
import { given } from '../values/given.ts';
import { idText, paging, regionCode, search, sorted } from '../values/in.ts';
import { listOf, maybe, string } from '../values/out.ts';
import { nationReaders } from './coverage.ts';
import { indicatorCell, indicatorSeen, indicatorValueRow } from './rows.ts';

const read = reads<NationCalls>();
const tag = 'Indicateurs';
const code = { code: idText('Code du socle, ou code régional avec « region ».') };
const period = () => z.string().regex(/^\d{4}(-T[1-4])?$/, 'Écrivez 2022 ou 2022-T1.');
const states = z.enum(['number', 'missing', 'not-applicable', 'masked', 'narrative', 'awaited', 'not-asked', 'unmapped']);

export const nationIndicators = [
  read({
    id: 'listNationalIndicators', tag, path: '/indicators', summary: 'Les indicateurs du socle, ou ceux d’une région', params: {}, access: nationReaders,
    query: { region: regionCode().optional(), theme: z.string().max(40).optional(), ...search('Mots du libellé ou code'), ...paging }, reply: z.object({ ...listOf(indicatorSeen), themes: z.array(string()) }),
    run: async ({ calls }, { query }) => {
      const { limit, offset } = pageOf(query);
      const { indicators, themes } = await calls.national.listIndicators(ListIndicatorsRequest.fromPartial(given({ region: query.region, theme: query.theme, contains: query.search })));
      return { themes, limit, offset, total: indicators.length, items: indicators.slice(offset, offset + limit) };
    },
  }),
  read({
    id: 'exploreIndicator', tag, path: '/indicators/{code}', summary: 'Un indicateur par région et par période, avec sa progression vers l’objectif', params: code, access: nationReaders,
    description: 'Les petits effectifs sont masqués : voir « masking ».', query: { period: period().optional(), region: regionCode().optional() },
    reply: z.object({ indicator: indicatorSeen.nullable(), cells: z.array(indicatorCell), totals: z.array(indicatorCell), regionsNotConnected: z.array(string()), masking: maybe() }),
    run: ({ calls }, { params, query }) => calls.national.exploreIndicator(ExploreIndicatorRequest.fromPartial(given({ ...params, ...query }))),
  }),
  read({
    id: 'listIndicatorValues', tag, path: '/indicators/{code}/values', summary: 'Les services derrière un chiffre, masqués de même', params: code, access: nationReaders,
    query: { period: period().describe('La période : 2022 ou 2022-T1.'), region: regionCode().optional(), state: states.optional(), ...sorted('service', 'region', 'value'), ...paging }, reply: z.object({ indicator: indicatorSeen.nullable(), ...listOf(indicatorValueRow) }),
    run: async ({ calls }, { params, query }) => {
      const { period: asked, region, state, sort } = query;
      const page = pageOf(query);
      const found = await calls.national.listIndicatorValues(ListIndicatorValuesRequest.fromPartial(given({ ...params, period: asked, region, state, ...sortOf(sort, '-'), ...page })));
      return { ...found, ...page, items: found.values };
    },
  }),
];
