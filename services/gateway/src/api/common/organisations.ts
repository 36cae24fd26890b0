import { GetOrganisationRequest, ListOrganisationsRequest } from '@cpom/proto/directory/v1/directory';
import { z } from 'zod';
import type { DirectoryCalls } from '../../common/directory.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { reads } from '../core/make.ts';
import { pageOf, sortOf } from '../values/asked.ts';
import { given } from '../values/given.ts';
import { atLeast, idText, paging, search, several, sorted } from '../values/in.ts';
import { code, count, date, listOf, maybe, moment, string, upToDate } from '../values/out.ts';

const kinds = ['service', 'authority', 'fund', 'federation', 'body', 'partner', 'nation'] as const;

const dates = { from: date('Depuis'), to: date('Jusqu’à') };
const organisation = z.object({
  id: string('SIREN d’un service ; code stable pour les autres.'), kind: code(...kinds), names: z.array(z.object({ name: string(), shortName: maybe(), ...dates })).describe('Noms et leurs dates ; le dernier est en usage.'),
  accreditations: z.array(z.object({ grantedOn: date(), expiresOn: date(), state: code('granted', 'renewal-examined'), origin: maybe() })).describe('Agréments (D.4622-48 à 51).'),
  headcounts: z.array(z.object({ region: string(), year: count(), employees: count(), establishments: count(), origin: maybe() })).describe('Effectifs suivis par région et par année.'),
  regions: z.array(string()), address: maybe(), aliases: z.array(string()), origin: maybe(), succeededBy: maybe(), succeededOn: date(),
});

const entry = z.object({ recordedAt: moment(), role: maybe(), organisation: maybe(), type: string(), summary: string(), reason: maybe() });

export const organisationSchemas = { Organisation: organisation };

/** Who is who: the same in a region and at the nation. */
export const organisationEndpoints = <C extends DirectoryCalls>(): readonly Endpoint<C>[] => [
  reads<C>()({
    id: 'listOrganisations', tag: 'Annuaire', path: '/organisations', summary: 'Les organismes', params: {}, reply: z.object({ ...listOf(organisation), upToDate }),
    query: { kind: several(z.enum(kinds)).optional().describe('Types, séparés par des virgules.'), ...search('Nom, sigle ou SIREN'), ...sorted('name', 'kind'), ...paging, ...atLeast },
    run: async ({ calls }, { query }) => {
      const { kind, search: contains, sort, au_moins } = query;
      const page = pageOf(query);
      const found = await calls.directory.listOrganisations(ListOrganisationsRequest.fromPartial(given({ kinds: kind, contains, ...sortOf(sort, '_'), ...page, atLeast: au_moins })));
      return { ...found, ...page, items: found.organisations };
    },
  }),
  reads<C>()({
    id: 'getOrganisation', tag: 'Annuaire', path: '/organisations/{id}', summary: 'Un organisme et son histoire', params: { id: idText('SIREN ou code de l’organisme.') }, query: atLeast,
    reply: z.object({ state: organisation.nullable(), history: z.array(entry) }),
    run: ({ calls }, { params, query }) => calls.directory.getOrganisation(GetOrganisationRequest.fromPartial(given({ ...params, atLeast: query.au_moins }))),
  }),
];
