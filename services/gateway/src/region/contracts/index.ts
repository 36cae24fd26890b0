import type { RegionRoute } from '../calls.ts';
import { describe, setTerm } from './acts/describe.ts';
import { addDocument, removeDocument } from './acts/documents.ts';
import { moveContract } from './acts/move.ts';
import { askOpinion, recordAnswer, recordArrived } from './acts/opinions.ts';
import { addParty, withdrawParty } from './acts/parties.ts';
import { liftOverride, overrideRule } from './acts/rules.ts';
import { recordSignature } from './acts/signatures.ts';
import { contractCsv } from './list-csv.ts';
import { contractList } from './list.ts';
import { newContract } from './new.ts';
import { documentFile, historyCsv } from './page/files.ts';
import { contractPage } from './page/index.ts';
import { printPage } from './page/print.ts';
import { rectify } from './rectify/acts.ts';
import { rectifyPage } from './rectify/page.ts';
import { repriseRoutes } from './reprise/routes.ts';
import { addSheet, editSheet, nameLead, removeSheet } from './sheet/acts.ts';
import { sheetPage } from './sheet/page.ts';

/** The addresses of contracts, their sheets and the reprise of what exists. Fixed words come before `:id`. */
export const contractRoutes: readonly RegionRoute[] = [
  { method: 'get', path: '/contrats', access: 'signed-in', handle: contractList },
  { method: 'get', path: '/contrats/export.csv', access: 'signed-in', handle: contractCsv },
  ...newContract,
  { method: 'get', path: '/contrats/:id', access: 'signed-in', handle: contractPage },
  { method: 'get', path: '/contrats/:id/impression', access: 'signed-in', handle: printPage },
  { method: 'get', path: '/contrats/:id/historique.csv', access: 'signed-in', handle: historyCsv },
  ...describe, ...setTerm, ...addParty, ...withdrawParty, ...moveContract,
  ...askOpinion, ...recordArrived, ...recordAnswer, ...recordSignature,
  ...addDocument, ...removeDocument,
  { method: 'get', path: '/contrats/:id/documents/:document', access: 'signed-in', handle: documentFile },
  ...overrideRule, ...liftOverride,
  { method: 'get', path: '/contrats/:id/rectifier', access: ['dreets-agent'], handle: rectifyPage },
  ...rectify,
  ...addSheet, ...editSheet, ...removeSheet, ...nameLead,
  { method: 'get', path: '/contrats/:id/fiches/:fiche', access: 'signed-in', handle: sheetPage },
  ...repriseRoutes,
];
