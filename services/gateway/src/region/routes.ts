import { regionApi } from '../api/region/index.ts';
import { accountRoutes } from '../common/account.ts';
import { directoryRoutes } from '../common/directory.ts';
import type { RegionCalls, RegionRoute } from './calls.ts';
import { campaignRoutes } from './campaigns/index.ts';
import { contractRoutes } from './contracts/index.ts';
import { homeRoutes } from './home/index.ts';
import { indicatorRoutes } from './indicators/index.ts';

/** Every address of a region's site. */
export const regionRoutes: readonly RegionRoute[] = [
  ...homeRoutes,
  ...accountRoutes<RegionCalls>(),
  ...directoryRoutes<RegionCalls>(),
  ...contractRoutes,
  ...campaignRoutes,
  ...indicatorRoutes,
  ...regionApi,
];
