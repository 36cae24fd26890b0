import { ExplainFigureRequest, GetCollectionRequest, ListHeldRequest, ReleaseHeldRequest, type FigureExplanation } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import type { NationCalls } from '../../nation/calls.ts';
import { reads, writes } from '../core/make.ts';
import { pageOf, sortOf } from '../values/asked.ts';
import { given } from '../values/given.ts';
import { onDay, paging, regionCode, search, sorted, text } from '../values/in.ts';
import { count, date, listOf, maybe, string, yes } from '../values/out.ts';
import { nationReaders } from './coverage.ts';
import { collectionFigures, contractRow, heldStream, link, regionCollection, serviceRow, submissionRow } from './rows.ts';

const read = reads<NationCalls>();
const period = { period: z.string().regex(/^\d{4}(-T[1-4])?$/, 'Écrivez 2022 ou 2022-T1.').optional().describe('2022 ou 2022-T1 ; la dernière période si absent.') };
const states = z.enum(['late', 'submitted-late', 'overdue', 'asked', 'awaited', 'submitted', 'approved', 'without-campaign']);

const collection = z.object({
  on: date(), period: maybe(), periods: z.array(string()), nation: collectionFigures.nullable(), regions: z.array(regionCollection), sentence: string(), ...listOf(submissionRow),
});

const figure = z.object({
  figure: string(), label: string(), definition: string(), value: count(), filter: maybe(), total: count(), services: z.array(serviceRow), contracts: z.array(contractRow), submissions: z.array(submissionRow),
});

const nothing = { total: 0, services: [], contracts: [], submissions: [] };

const partsOf = ({ madeOf }: FigureExplanation) => (madeOf === undefined ? nothing : { ...nothing, ...madeOf.value });

export const collectionEndpoints = [
  read({
    id: 'getCollection', tag: 'Remontées', path: '/collection', summary: 'Complétude et retards des remontées', params: {}, access: nationReaders, reply: collection,
    query: { ...period, region: regionCode().optional(), state: states.optional(), ...search('Mots du nom du service'), ...onDay, ...sorted('region', 'service', 'lateDays', 'state', 'answered'), ...paging },
    run: async ({ calls }, { query }) => {
      const { period: asked, region, state, search: contains, au: on, sort } = query;
      const page = pageOf(query);
      const found = await calls.national.getCollection(GetCollectionRequest.fromPartial(given({ period: asked, region, state, contains, on, ...sortOf(sort, '-'), ...page })));
      return { ...found, ...page, items: found.submissions };
    },
  }),
  read({
    id: 'explainFigure', tag: 'Remontées', path: '/figures/{figure}', summary: 'Ce que compte un chiffre de couverture ou de remontée, et de quoi il est fait', params: { figure: z.string().regex(/^[a-z][a-z-]{2,40}$/, 'Écrivez par exemple services-covered.') },
    access: nationReaders, query: { region: regionCode().optional(), ...onDay, ...period, ...paging }, reply: figure,
    run: async ({ calls }, { params, query }) => {
      const { region, au: on, period: asked } = query;
      const found = await calls.national.explainFigure(ExplainFigureRequest.fromPartial(given({ ...params, region, on, period: asked, ...pageOf(query) })));
      return { ...found, ...partsOf(found) };
    },
  }),
  read({
    id: 'listLinks', tag: 'Collecte', path: '/links', summary: 'L’état des liaisons avec les régions', params: {}, query: {}, access: nationReaders, reply: z.object({ items: z.array(link) }),
    run: async ({ calls }) => ({ items: (await calls.collector.listLinks({})).links }),
  }),
  read({
    id: 'listHeld', tag: 'Collecte', path: '/held', summary: 'Les messages des régions qui ne sont pas appliqués, et pourquoi', params: {}, access: nationReaders, reply: z.object({ ...listOf(heldStream), waiting: count(), parked: count(), unknown: count() }),
    query: { as: z.enum(['waiting', 'parked', 'unknown']).optional(), region: regionCode().optional(), ...paging },
    run: async ({ calls }, { query }) => {
      const page = pageOf(query);
      const found = await calls.national.listHeld(ListHeldRequest.fromPartial(given({ as: query.as, region: query.region, ...page })));
      return { ...found, ...page, items: found.held };
    },
  }),
  writes<NationCalls>()({
    id: 'releaseHeld', tag: 'Collecte', path: '/held/release', summary: 'Traite à nouveau, dans l’ordre, ce qui est retenu dans un flux', params: {}, access: ['dgt'], reply: z.object({ applied: yes(), because: maybe('Pourquoi c’est retenu à nouveau.') }),
    body: { topic: text(200), stream: text(200) },
    run: ({ calls }, { body, cause }) => calls.national.releaseHeld(ReleaseHeldRequest.fromPartial({ ...body, cause })),
  }),
];
