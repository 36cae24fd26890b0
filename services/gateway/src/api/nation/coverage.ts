import { GetContractRequest, GetCoverageRequest, GetRegionRequest, ListContractsRequest, ListServicesRequest } from '@cpom/proto/national/v1/national';
import { z } from 'zod';
import type { NationCalls } from '../../nation/calls.ts';
import { reads } from '../core/make.ts';
import { pageOf, sortOf } from '../values/asked.ts';
import { given } from '../values/given.ts';
import { idText, onDay, paging, regionCode, search, siren, sorted } from '../values/in.ts';
import { count, date, listOf, maybe, moment, string } from '../values/out.ts';
import { publishedContract } from './published.ts';
import { contractRow, coverageFigures, regionCollection, regionCoverage, serviceRow } from './rows.ts';

const read = reads<NationCalls>();
const tag = 'Couverture';
export const nationReaders = ['dgt', 'reader'] as const;

const coverage = z.object({ on: date(), nation: coverageFigures.nullable(), regions: z.array(regionCoverage), regionsConnected: count(), sentence: string(), dataAt: moment() });
const detail = z.object({
  on: date(), coverage: regionCoverage.nullable(), sentence: string(), services: z.array(serviceRow), contracts: z.array(contractRow), collection: regionCollection.nullable(), collectionPeriod: maybe(), sheets: count(), sheetsWithTarget: count(),
  indicators: count(), indicatorsMapped: count(),
});

const covered = z.enum(['covered', 'uncovered', 'unsigned', 'uncertain', 'without-headcount']);
const statuses = z.enum(['draft', 'negotiation', 'consultation', 'validated', 'signing', 'abandoned', 'not-in-force', 'active', 'expired', 'in-preparation', 'expiring', 'provisional-passed', 'overridden']);

export const coverageEndpoints = [
  read({
    id: 'getCoverage', tag, path: '/coverage', summary: 'La couverture à une date, nation et 18 régions', params: {}, query: onDay, access: nationReaders, reply: coverage,
    run: ({ calls }, { query }) => calls.national.getCoverage(GetCoverageRequest.fromPartial(given({ on: query.au }))),
  }),
  read({
    id: 'getRegion', tag, path: '/regions/{region}', summary: 'Une région à une date', params: { region: regionCode() }, query: onDay, access: nationReaders, reply: detail,
    run: ({ calls }, { params, query }) => calls.national.getRegion(GetRegionRequest.fromPartial(given({ ...params, on: query.au }))),
  }),
  read({
    id: 'listServices', tag, path: '/services', summary: 'Les services et leur couverture à une date', params: {}, access: nationReaders, reply: z.object({ on: date(), ...listOf(serviceRow) }),
    query: { region: regionCode().optional(), coverage: covered.optional(), ...search('Mots du nom, ou SIREN'), ...onDay, ...sorted('name', 'region', 'daysWithout', 'nextExpiry', 'accreditationEnd', 'workers'), ...paging },
    run: async ({ calls }, { query }) => {
      const { region, coverage: asked, search: contains, au: on, sort } = query;
      const page = pageOf(query);
      const found = await calls.national.listServices(ListServicesRequest.fromPartial(given({ region, coverage: asked, contains, on, ...sortOf(sort, '-'), ...page })));
      return { ...found, ...page, items: found.services };
    },
  }),
  read({
    id: 'listNationalContracts', tag, path: '/contracts', summary: 'Les contrats de toutes les régions à une date', params: {}, access: nationReaders, reply: z.object({ on: date(), ...listOf(contractRow) }),
    query: { region: regionCode().optional(), status: statuses.optional(), service: siren().optional(), ...search('Mots du titre, de la référence ou des services'), ...onDay, ...sorted('expiresOn', 'effectiveFrom', 'signedOn', 'region', 'reference'), ...paging },
    run: async ({ calls }, { query }) => {
      const { region, status, service, search: contains, au: on, sort } = query;
      const page = pageOf(query);
      const found = await calls.national.listContracts(ListContractsRequest.fromPartial(given({ region, status, service, contains, on, ...sortOf(sort, '-'), ...page })));
      return { ...found, ...page, items: found.contracts };
    },
  }),
  read({
    id: 'getPublishedContract', tag, path: '/contracts/{region}/{id}', summary: 'Un contrat tel que sa région l’a publié', params: { region: regionCode(), id: idText('Identifiant du contrat.') }, query: onDay, access: nationReaders, reply: publishedContract,
    run: ({ calls }, { params, query }) => calls.national.getContract(GetContractRequest.fromPartial(given({ ...params, on: query.au }))),
  }),
];
