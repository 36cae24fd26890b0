/** A page of ours to go to after signing in: anything else, above all another site, becomes the home page. */
export function safeReturn(wanted: string | null, origin: string): string {
  if (wanted === null || wanted.length > 2000 || !/^\/(?![/\\])/.test(wanted) || !URL.canParse(wanted, origin)) return '/';
  const { origin: where, pathname, search } = new URL(wanted, origin);
  const loops = /^\/(?:de)?connexion(?:\/|$)/.test(pathname) || pathname.startsWith('//');
  return where === origin && !loops ? pathname + search : '/';
}
