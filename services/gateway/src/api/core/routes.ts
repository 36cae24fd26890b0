import type { Route } from '../../site/route.ts';
import type { Visit } from '../../site/visit.ts';
import type { Endpoint } from './endpoint.ts';

export const apiRoot = '/api/v1';

/** `/contracts/{id}` → `/contracts/:id`. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** The address of the site that an endpoint is. */
export const routeOf = <C>(endpoint: Endpoint<C>): Route<Visit<C>> => ({
  method: endpoint.method, path: apiRoot + expressPath(endpoint.path), access: endpoint.access,
  handle: (visit, asked) => endpoint.answer(visit, asked),
});
