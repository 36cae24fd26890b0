import { publicRoutes } from '../../services/gateway/src/common/public.ts';
import { nationRoutes } from '../../services/gateway/src/nation/routes.ts';
import { regionRoutes } from '../../services/gateway/src/region/routes.ts';

interface Address { readonly method: string; readonly path: string; readonly handle: unknown }

/** One kind of page: an address as the router writes it, and what it recognises. */
export interface Shape {
  readonly path: string;
  readonly pattern: RegExp;
  /** Shapes of the two sites with the same maker are one page. */
  readonly maker: unknown;
}

export const isFile = (path: string): boolean => /\.(?:csv|json|xlsx|yaml)$/.test(path) || /\/documents\/[^/]+$/.test(path) && !path.endsWith('/ajouter');

const shapeOf = ({ path, handle: maker }: Address): Shape => ({ path, maker, pattern: new RegExp(`^${path.replace(/:[a-z]+/gi, '[^/]+').replaceAll('.', '\\.')}$`) });

/** The pages among the addresses: no file, no API. In the router's order, so that fixed words are recognised before parameters. */
const shapesOf = (routes: readonly Address[]): readonly Shape[] =>
  [...publicRoutes, ...routes].filter(({ method, path }) => method === 'get' && !path.startsWith('/api') && !isFile(path)).map(shapeOf);

export const shapes = { nation: shapesOf(nationRoutes), centre: shapesOf(regionRoutes) } as const;
export type SiteName = keyof typeof shapes;
