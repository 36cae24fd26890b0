import type { RegionRoute } from '../calls.ts';
import { homePage } from './page.ts';

/** The page one opens on. */
export const homeRoutes: readonly RegionRoute[] = [{ method: 'get', path: '/', access: 'signed-in', handle: homePage }];
