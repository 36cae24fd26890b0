import { nationRoutes } from '../../services/gateway/src/nation/routes.ts';
import { regionRoutes } from '../../services/gateway/src/region/routes.ts';
import { crawl, guesses, patient } from '../support/crawl.ts';
import { isTyped } from '../support/fill.ts';
import { formsOf, type PageForm } from '../support/forms.ts';
import { shapes, type SiteName } from '../support/shapes.ts';

/** A form, on the page and by the account that has it. */
export interface FoundForm {
  readonly site: SiteName;
  readonly account: string;
  /** The address that takes it, as the router writes it. */
  readonly route: string;
  readonly page: string;
  readonly form: PageForm;
}

const routes = { nation: nationRoutes, centre: regionRoutes } as const;

/** Those who together have every form. */
const accounts: Readonly<Record<SiteName, readonly string[]>> = {
  nation: ['demo-administrator-dgt', 'demo-dgt-dgt'],
  centre: ['demo-administrator-dreets-24', 'demo-dreets-signatory-dreets-24', 'demo-spsti-director-990000036', 'demo-spsti-lead-990000028', 'demo-spsti-director-990000010', 'demo-fund-agent-carsat-cvl'],
};

const furthest = 30;
const usual = 8;

/** Addresses that take a form. */
export const formRoutes = (site: SiteName): readonly string[] => routes[site].filter(({ method, path }) => method === 'post' && !path.startsWith('/api')).map(({ path }) => path);

const patternOf = (route: string): RegExp => new RegExp(`^${route.replace(/:[a-z]+/gi, '[^/]+')}$`);
const typedIn = ({ fields }: PageForm): number => fields.filter(isTyped).length;

interface Page { readonly path: string; readonly html: string }

/** Pages of the forms that no link leads to today. */
async function further(origin: string, account: string, missing: readonly string[], known: readonly Page[]): Promise<readonly Page[]> {
  const { get } = patient(origin, account);
  const pages: Page[] = [];
  for (const path of missing.flatMap((route) => guesses({ path: route, pattern: patternOf(route) }, known.map((one) => one.path)))) {
    const answer = await get(path);
    const html = await answer.text();
    if (answer.status === 200) pages.push({ path, html });
  }
  return pages;
}

/** For each address that takes a form, the page that shows most of it. */
export async function foundForms(site: SiteName, origin: string, from: readonly string[]): Promise<readonly FoundForm[]> {
  const best = new Map<string, FoundForm>();
  const patterns = formRoutes(site).map((route) => ({ route, pattern: patternOf(route) }));
  for (const [rank, account] of accounts[site].entries()) {
    const take = (pages: readonly Page[]): void => {
      for (const { path, html } of pages) {
        for (const form of formsOf(html)) {
          const route = patterns.find(({ pattern }) => pattern.test(form.action))?.route;
          const before = route === undefined ? undefined : best.get(route);
          if (route !== undefined && (!before || typedIn(before.form) < typedIn(form))) best.set(route, { site, account, route, page: path, form });
        }
      }
    };
    const { found } = await crawl(origin, account, shapes[site], rank === 0 ? furthest : usual, ['/', ...from]);
    take(found);
    take(await further(origin, account, formRoutes(site).filter((route) => !best.has(route)), found));
  }
  return [...best.values()];
}
