import type { RegionHandler, RegionRoute } from '../calls.ts';
import { authorityRoles, signatories } from './about.ts';
import { gridCsv } from './grid/csv.ts';
import { gridPage } from './grid/page.ts';
import { gridPost } from './grid/post.ts';
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
];
