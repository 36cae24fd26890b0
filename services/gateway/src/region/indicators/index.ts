import type { RegionHandler, RegionRoute } from '../calls.ts';
import { signatories } from '../campaigns/about.ts';
import { editRoutes } from './catalogue/edit.ts';
import { catalogueCsv, catalogueList } from './catalogue/list.ts';
import { indicatorPage } from './catalogue/one.ts';
import { benchmarkPage } from './compare/benchmark.ts';
import { regionalCsv, regionalTable } from './compare/table.ts';
import { targetRoutes, targetsCsv, targetsPage } from './targets.ts';

const read = (path: string, handle: RegionHandler): RegionRoute => ({ method: 'get', path, access: 'signed-in', handle });
const among = (path: string, handle: RegionHandler): RegionRoute => ({ method: 'get', path, access: signatories, handle });

/** The addresses of the catalogue, the targets and what puts services side by side. Fixed words come before `:code`. */
export const indicatorRoutes: readonly RegionRoute[] = [
  read('/indicateurs', catalogueList),
  read('/indicateurs/export.csv', catalogueCsv),
  read('/indicateurs/tableau', regionalTable),
  read('/indicateurs/tableau.csv', regionalCsv),
  among('/indicateurs/comparaison', benchmarkPage),
  among('/indicateurs/cibles', targetsPage),
  among('/indicateurs/cibles/export.csv', targetsCsv),
  ...targetRoutes,
  ...editRoutes,
  read('/indicateurs/:code', indicatorPage),
];
