import { Refusal } from '@cpom/kernel';
import { GetContractRequest, ListContractsRequest, type Contract } from '@cpom/proto/contracts/v1/contracts';
import { z } from 'zod';
import type { RegionCalls, RegionVisit } from '../../region/calls.ts';
import { downloads, reads } from '../core/make.ts';
import { pageOf, sortOf } from '../values/asked.ts';
import { given } from '../values/given.ts';
import { atLeast, day, idText, onDay, paging, search, several, sorted, whole } from '../values/in.ts';
import { checklist, contract, contractPage, historyPage, ruleSetList } from './contract-replies.ts';

const read = reads<RegionCalls>();
const tag = 'Contrats';
const contractId = idText('Identifiant du contrat.');
const dates = { ...onDay, connu: day().optional().describe('Tel que connu à cette date d’enregistrement, incluse ; maintenant si absent.'), ...atLeast };

interface Dates {
  readonly au?: string | undefined;
  readonly connu?: string | undefined;
  readonly au_moins?: number | undefined;
}

const statuses = z.enum(['draft', 'negotiation', 'consultation', 'validated', 'signing', 'not-in-force', 'active', 'expired', 'abandoned']);

const one = ({ calls }: RegionVisit, id: string, { au, connu, au_moins }: Dates): Promise<Contract> =>
  calls.contracts.getContract(GetContractRequest.fromPartial(given({ id, on: au, knownOn: connu, atLeast: au_moins })));

export const contractReads = [
  read({
    id: 'listContracts', tag, path: '/contracts', summary: 'Les contrats, avec leur état à une date', reply: contractPage, params: {},
    description: 'Ce qui est signé se lit par tous ; ce qui se prépare, par la DREETS et les parties.',
    query: {
      status: several(statuses).optional().describe('États à cette date, séparés par des virgules.'), organisation: idText('Une des parties.').optional(), ...search('Mots du titre, de la référence ou des parties'),
      expiringWithinMonths: whole(1, 120).optional().describe('Échéance dans ce nombre de mois.'), ...onDay, ...sorted('reference', 'title', 'status', 'expiresOn', 'effectiveFrom', 'recordedAt'), ...paging, ...atLeast,
    },
    run: async ({ calls }, { query }) => {
      const { status, organisation, search: contains, expiringWithinMonths, au: on, sort, au_moins } = query;
      const page = pageOf(query);
      const found = await calls.contracts.listContracts(ListContractsRequest.fromPartial(given({ statuses: status, organisation, contains, expiringWithinMonths, on, ...sortOf(sort, '_'), ...page, atLeast: au_moins })));
      return { ...found, ...page, items: found.contracts };
    },
  }),
  read({
    id: 'getContract', tag, path: '/contracts/{id}', summary: 'Un contrat : parties, vie, avis, signatures, fiches, règles', params: { id: contractId }, query: dates, reply: contract,
    description: '« au » lit les dates légales, « connu » les dates d’enregistrement.',
    run: (visit, { params, query }) => one(visit, params.id, query),
  }),
  read({
    id: 'getContractHistory', tag, path: '/contracts/{id}/history', summary: 'L’histoire d’un contrat', params: { id: contractId }, query: dates, reply: historyPage,
    run: async (visit, { params, query }) => ({ items: (await one(visit, params.id, query)).history }),
  }),
  read({
    id: 'getContractChecklist', tag, path: '/contracts/{id}/checklist', summary: 'Les règles applicables et les étapes possibles', params: { id: contractId }, query: dates, reply: checklist,
    description: 'Chaque règle avec son article, son résultat et ce qui reste à faire ; chaque étape avec ce qui l’empêche.',
    run: (visit, { params, query }) => one(visit, params.id, query),
  }),
  read({
    id: 'listRuleSets', tag, path: '/rule-sets', summary: 'Les jeux de règles nationales et leurs dates', params: {}, query: {}, reply: ruleSetList,
    run: async ({ calls }) => ({ items: (await calls.contracts.listRuleSets({})).ruleSets }),
  }),
  downloads<RegionCalls>()({
    id: 'getDocument', tag, path: '/contracts/{id}/documents/{document}', summary: 'Le fichier d’un document', params: { id: contractId, document: idText('Identifiant du document.') },
    run: async (visit, { params }) => {
      const document = (await one(visit, params.id, {})).documents.find(({ id }) => id === params.document);
      if (!document) throw new Refusal('not-found', 'Ce document n’est pas, ou n’est plus, joint au contrat.');
      const { mediaType, name: fileName, size, sha256 } = document;
      return { kind: 'file', mediaType, fileName, size, content: await visit.files.get(sha256) };
    },
  }),
];
