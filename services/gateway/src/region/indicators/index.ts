import type { RegionRoute } from '../calls.ts';

/** The addresses of the catalogue, the targets and what puts services side by side. */
export const indicatorRoutes: readonly RegionRoute[] = [];
