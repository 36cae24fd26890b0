import type { RegionRoute } from '../calls.ts';

/** The page one opens on. */
export const homeRoutes: readonly RegionRoute[] = [];
