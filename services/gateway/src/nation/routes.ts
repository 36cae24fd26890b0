import type { Role } from '@cpom/service';
import { nationApi } from '../api/nation/index.ts';
import { accountRoutes } from '../common/account.ts';
import { directoryRoutes } from '../common/directory.ts';
import type { NationCalls, NationHandler, NationRoute } from './calls.ts';
import { contractsCsv, contractsPage } from './contracts/list.ts';
import { contractPage } from './contracts/one.ts';
import { dashboard } from './dashboard/page.ts';
import { figurePage } from './figures/page.ts';
import { indicatorsCsv, indicatorsPage } from './indicators/list.ts';
import { indicatorPage } from './indicators/one.ts';
import { valuesCsv } from './indicators/values.ts';
import { divergencesCsv, divergencesPage } from './links/divergences.ts';
import { linksPage, releaseHeld } from './links/page.ts';
import { reportingCsv, reportingPage } from './reporting/page.ts';
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
  read('/indicateurs', indicatorsPage),
  read('/indicateurs.csv', indicatorsCsv),
  read('/indicateurs/:code.csv', valuesCsv),
  read('/indicateurs/:code', indicatorPage),
  read('/remontees', reportingPage),
  read('/remontees.csv', reportingCsv),
  read('/chiffres/:figure', figurePage),
  read('/collecte', linksPage),
  read('/collecte/ecarts', divergencesPage),
  read('/collecte/ecarts.csv', divergencesCsv),
  { method: 'post', path: '/collecte/reprendre', access: ['dgt'], handle: releaseHeld },
  ...accountRoutes<NationCalls>(),
  ...directoryRoutes<NationCalls>(),
  ...nationApi,
];
