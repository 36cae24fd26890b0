import type { Role } from '@cpom/service';
import { accountRoutes } from '../common/account.ts';
import { directoryRoutes } from '../common/directory.ts';
import type { NationCalls, NationHandler, NationRoute } from './calls.ts';
import { contractsCsv, contractsPage } from './contracts/list.ts';
import { contractPage } from './contracts/one.ts';
import { dashboard } from './dashboard/page.ts';
import { servicesCsv, servicesPage } from './services/list.ts';
import { servicePage } from './services/one.ts';
import { regionPage } from './territory/page.ts';

const readers: readonly Role[] = ['dgt', 'reader'];
const read = (path: string, handle: NationHandler): NationRoute => ({ method: 'get', path, access: readers, handle });

/** Every address of the nation's site. */
export const nationRoutes: readonly NationRoute[] = [
  read('/', dashboard),
  read('/regions/:code', regionPage),
  read('/services', servicesPage),
  read('/services.csv', servicesCsv),
  read('/services/:siren', servicePage),
  read('/contrats', contractsPage),
  read('/contrats.csv', contractsCsv),
  read('/contrats/:region/:id', contractPage),
  ...accountRoutes<NationCalls>(),
  ...directoryRoutes<NationCalls>(),
];
