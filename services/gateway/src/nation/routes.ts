import { accountRoutes } from '../common/account.ts';
import { directoryRoutes } from '../common/directory.ts';
import type { NationCalls, NationRoute } from './calls.ts';

/** Every address of the nation's site. */
export const nationRoutes: readonly NationRoute[] = [
  ...accountRoutes<NationCalls>(),
  ...directoryRoutes<NationCalls>(),
];
