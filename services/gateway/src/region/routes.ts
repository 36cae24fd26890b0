import { accountRoutes } from '../common/account.ts';
import { directoryRoutes } from '../common/directory.ts';
import type { RegionCalls, RegionRoute } from './calls.ts';
import { contractRoutes } from './contracts/index.ts';

/** Every address of a region's site. */
export const regionRoutes: readonly RegionRoute[] = [
  ...accountRoutes<RegionCalls>(),
  ...directoryRoutes<RegionCalls>(),
  ...contractRoutes,
];
