import type { RegionHandler, RegionRoute } from '../calls.ts';
import { authorityRoles, checkers, signatories } from './about.ts';
import { checkPage } from './check/page.ts';
import { checkSent, returnRoutes } from './check/post.ts';
import { blockPage, blockSent } from './grid/block.ts';
import { gridCsv } from './grid/csv.ts';
import { gridPage } from './grid/page.ts';
import { gridPost } from './grid/post.ts';
import { postponeRoutes, stepRoutes } from './life/acts.ts';
import { cellCsv, cellPage, historyPage } from './life/history.ts';
import { lifePage, receiptPage } from './life/page.ts';
import { campaignCsv, campaignList } from './list.ts';
import { openForm, openSent } from './open.ts';

const one = '/campagnes/:campaign/:service';
const read = (path: string, handle: RegionHandler): RegionRoute => ({ method: 'get', path, access: 'signed-in', handle });

/** The addresses of campaigns and submissions. Fixed words come before `:campaign`. */
export const campaignRoutes: readonly RegionRoute[] = [
  read('/campagnes', campaignList),
  { method: 'get', path: '/campagnes/export.csv', access: signatories, handle: campaignCsv },
  { method: 'get', path: '/campagnes/ouvrir', access: authorityRoles, handle: openForm },
  { method: 'post', path: '/campagnes/ouvrir', access: authorityRoles, handle: openSent },
  read(one, gridPage),
  { method: 'post', path: one, access: signatories, handle: gridPost },
  read(`${one}/grille.csv`, gridCsv),
  { method: 'get', path: `${one}/coller`, access: signatories, handle: blockPage },
  { method: 'post', path: `${one}/coller`, access: signatories, handle: blockSent },
  read(`${one}/transmission`, lifePage),
  read(`${one}/recepisse`, receiptPage),
  ...stepRoutes,
  ...postponeRoutes,
  { method: 'get', path: `${one}/controle`, access: checkers, handle: checkPage },
  { method: 'post', path: `${one}/controle`, access: checkers, handle: checkSent },
  ...returnRoutes,
  read(`${one}/historique`, historyPage),
  read(`${one}/historique/:code`, cellPage),
  read(`${one}/historique/:code/export.csv`, cellCsv),
];
