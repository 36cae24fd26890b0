import type { RegionCalls, RegionRoute } from '../../region/calls.ts';
import { meEndpoint } from '../common/me.ts';
import { organisationEndpoints, organisationSchemas } from '../common/organisations.ts';
import { apiSite } from '../common/site.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { campaignReads } from './campaign-reads.ts';
import { indicatorSchemas } from './campaign-replies.ts';
import { campaignWrites } from './campaign-writes.ts';
import { contractActs } from './contract-acts.ts';
import { contractReads } from './contract-reads.ts';
import { contractSchemas } from './contract-replies.ts';
import { contractWrites } from './contract-writes.ts';
import { indicatorEndpoints } from './indicators.ts';

/** All that a region's API answers; the list from which its document, its page and its tests are made. */
export const regionEndpoints: readonly Endpoint<RegionCalls>[] = [
  meEndpoint<RegionCalls>(), ...organisationEndpoints<RegionCalls>(), ...contractReads, ...contractWrites, ...contractActs, ...campaignReads, ...campaignWrites, ...indicatorEndpoints,
];

export const regionApi: readonly RegionRoute[] = apiSite(regionEndpoints, { ...organisationSchemas, ...contractSchemas, ...indicatorSchemas });
