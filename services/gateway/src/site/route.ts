import type { Role } from '@cpom/service';
import type { PageModel } from '../ui/index.ts';
import type { Asked } from './asked.ts';

/** What a route answers; one place turns it into HTTP. */
export type Answer =
  | { readonly kind: 'page'; readonly page: PageModel; readonly status?: number }
  /** After a form: the browser goes on with a GET, so that reloading sends nothing again. */
  | { readonly kind: 'see'; readonly to: string }
  | { readonly kind: 'json'; readonly body: unknown; readonly status?: number }
  | { readonly kind: 'text'; readonly mediaType: string; readonly text: string; readonly fileName?: string }
  | { readonly kind: 'file'; readonly mediaType: string; readonly fileName: string; readonly content: AsyncIterable<Uint8Array>; readonly size: number };

/** Who may ask: anybody, anybody who is signed in, or who holds one of these roles. The services check again, on the very thing. */
export type RouteAccess = 'public' | 'signed-in' | readonly Role[];

/** One address. The list of them is what the access tests are generated from. */
export interface Route<V> {
  readonly method: 'get' | 'post';
  /** As express writes it: `/contrats/:id`. */
  readonly path: string;
  readonly access: Exclude<RouteAccess, 'public'>;
  handle(visit: V, asked: Asked): Promise<Answer>;
}

/** An address for everybody. */
export interface PublicRoute {
  readonly method: 'get';
  readonly path: string;
  readonly access: 'public';
  /** Signed-in readers find the next route of that path instead. */
  readonly visitorsOnly?: true;
  handle(frame: Pick<PageModel, 'instance' | 'nav' | 'user'>): Promise<Answer>;
}

export const pageAnswer = (page: PageModel, status = 200): Answer => ({ kind: 'page', page, status });
export const see = (to: string): Answer => ({ kind: 'see', to });

/** The page after a command: it says what was done (`fait`) and waits for the views to have it (`v`). */
export function done(to: string, what: string, written: { readonly position: number }): Answer {
  const [path = '', anchor] = to.split('#');
  const separator = path.includes('?') ? '&' : '?';
  return see(`${path}${separator}fait=${what}&v=${written.position}${anchor ? `#${anchor}` : ''}`);
}
