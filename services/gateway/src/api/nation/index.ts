import type { NationCalls, NationRoute } from '../../nation/calls.ts';
import { meEndpoint } from '../common/me.ts';
import { organisationEndpoints, organisationSchemas } from '../common/organisations.ts';
import { apiSite } from '../common/site.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { collectionEndpoints } from './collection.ts';
import { coverageEndpoints } from './coverage.ts';
import { nationIndicators } from './indicators.ts';
import { publishedSchemas } from './published.ts';
import { nationSchemas } from './rows.ts';

/** All that the nation's API answers; the list from which its document, its page and its tests are made. */
export const nationEndpoints: readonly Endpoint<NationCalls>[] = [
  meEndpoint<NationCalls>(), ...organisationEndpoints<NationCalls>(), ...coverageEndpoints, ...collectionEndpoints, ...nationIndicators,
];

export const nationApi: readonly NationRoute[] = apiSite(nationEndpoints, { ...organisationSchemas, ...publishedSchemas, ...nationSchemas });
