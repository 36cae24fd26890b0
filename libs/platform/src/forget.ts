import { viewName, type State, type Views } from './ports/index.ts';

/** What readers keep of where they stand, and what groups hold back: said again by the journals. */
const derived: readonly string[] = ['cursor:', 'held:'];

/** A view as its name tells it: enough to drop it. */
function named(name: string): { readonly name: string; readonly version: number; readonly indexes: readonly string[] } {
  const [, base = '', version = ''] = /^(.+)\.v(\d+)$/.exec(name) ?? [];
  return { name: base, version: Number(version), indexes: [] };
}

/**
 * Forgets of one service's storage all that is made again from journals when it starts: views, places of readers, messages held back.
 * To be called while the service is stopped; called again, it ends what it had begun.
 */
export async function forgetDerived({ views, state }: { readonly views: Views; readonly state: State }): Promise<{ readonly views: readonly string[] }> {
  const there = (await views.names()).map(named);
  for (const view of there) await views.drop(view);
  for (const prefix of derived) for (const { key } of await state.list(prefix)) await state.delete(key);
  return { views: there.map(viewName) };
}
