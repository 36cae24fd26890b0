import type { RegionRoute } from '../calls.ts';
import { contractCsv } from './list-csv.ts';
import { contractList } from './list.ts';
import { documentFile, historyCsv } from './page/files.ts';
import { contractPage } from './page/index.ts';

/** The addresses of contracts, their sheets and the reprise of what exists. Fixed words come before `:id`. */
export const contractRoutes: readonly RegionRoute[] = [
  { method: 'get', path: '/contrats', access: 'signed-in', handle: contractList },
  { method: 'get', path: '/contrats/export.csv', access: 'signed-in', handle: contractCsv },
  { method: 'get', path: '/contrats/:id', access: 'signed-in', handle: contractPage },
  { method: 'get', path: '/contrats/:id/historique.csv', access: 'signed-in', handle: historyCsv },
  { method: 'get', path: '/contrats/:id/documents/:document', access: 'signed-in', handle: documentFile },
];
