import { isDay, type Day } from '@cpom/kernel';
import { alert, withQuery, type Html, type PageModel } from '../ui/index.ts';
import type { Asked } from './asked.ts';
import type { Visit } from './visit.ts';

type Body = Pick<PageModel, 'title' | 'body'> & Partial<Pick<PageModel, 'lead' | 'aside' | 'breadcrumb' | 'atDate' | 'notice'>>;

const isUnder = (path: string, href: string): boolean => (href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`));

/** What was just done, said once at the top of the page that follows. */
export function noticeOf(asked: Asked, words: Readonly<Record<string, string>>): Html | undefined {
  const text = Object.hasOwn(words, asked.done.what) ? words[asked.done.what] : undefined;
  return text === undefined ? undefined : alert('success', text);
}

/** A page of a signed-in person: navigation with the current entry marked, account, banners. */
export const frame = (visit: Pick<Visit<unknown>, 'frame'>, asked: Asked, body: Body): PageModel => ({
  ...visit.frame,
  nav: visit.frame.nav.map((item) => (isUnder(asked.path, item.href) ? { ...item, current: true } : item)),
  ...body,
});

/** The past day that the address asks for (`au=2021-12-31`), with the link back to today. */
export function atDateOf(asked: Asked, on: string | undefined, today: Day, knownOn?: Day): { readonly on: Day; readonly atDate?: NonNullable<PageModel['atDate']> } {
  if (on === undefined || !isDay(on) || (on === today && !knownOn)) return { on: today, ...(knownOn ? { atDate: banner(asked, today, knownOn) } : {}) };
  return { on, atDate: banner(asked, on, knownOn) };
}

const banner = (asked: Asked, day: Day, knownOn: Day | undefined): NonNullable<PageModel['atDate']> =>
  ({ day, presentHref: withQuery(asked.address, { au: undefined, connu: undefined }), ...(knownOn ? { knownOn } : {}) });
