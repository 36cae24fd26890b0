import { crawl, guesses, patient, type Found } from '../support/crawl.ts';
import { shapes, type Shape, type SiteName } from '../support/shapes.ts';

/** Who looks, those with most rights first; the first of each site looks furthest. */
const accounts: Readonly<Record<SiteName, readonly string[]>> = {
  nation: ['demo-administrator-dgt', 'demo-dgt-dgt', 'demo-reader-dgt'],
  centre: [
    'demo-administrator-dreets-24', 'demo-dreets-agent-dreets-24', 'demo-dreets-signatory-dreets-24', 'demo-spsti-director-990000010', 'demo-spsti-director-990000036', 'demo-spsti-lead-990000028',
    'demo-fund-agent-carsat-cvl', 'demo-fund-signatory-carsat-cvl', 'demo-reader-apst-cvl',
  ],
};

export interface Sight extends Found {
  readonly site: SiteName;
}

export interface Sights {
  /** One page of each shape and of each look that it has. */
  readonly chosen: readonly Sight[];
  readonly dead: readonly string[];
  readonly unseen: readonly string[];
}

/** What a page is made of: the kinds of its parts and the fields of its forms, whatever they say. */
const partsOf = (html: string): ReadonlySet<string> => {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html;
  const classes = [...main.matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(/\s+/));
  const fields = [...main.matchAll(/<(?:input|select|textarea|button)[^>]*\btype="(\w+)"/g)].map(([, type = '']) => `type ${type}`);
  return new Set([...classes, ...fields]);
};

const mostLooks = 2;

/** The pages that together show most of the parts that pages of this shape show. */
function looksOf(found: readonly Sight[]): readonly Sight[] {
  const [shown, chosen] = [new Set<string>(), [] as Sight[]];
  const left = found.map((sight) => ({ sight, parts: partsOf(sight.html) }));
  for (;;) {
    const best = left.map((one) => ({ ...one, fresh: [...one.parts].filter((part) => !shown.has(part)) })).reduce<{ sight: Sight; fresh: string[] } | undefined>((most, one) => (one.fresh.length > (most?.fresh.length ?? 0) ? one : most), undefined);
    if (!best || chosen.length === mostLooks) return chosen;
    chosen.push(best.sight);
    for (const part of best.fresh) shown.add(part);
  }
}

/** Pages that everybody opens first, and that say something else to each. */
const ownPages: readonly string[] = ['/', '/campagnes/:campaign/:service'];
const firstOf = (found: readonly Sight[]): readonly Sight[] => [...Map.groupBy(found, ({ account }) => account).values()].flatMap(([first]) => first ?? []);

const furthest = 14;
const usual = 9;

/** Tries addresses that no link leads to today, as each account, the one with most rights first. */
async function opened(site: SiteName, origin: string, shape: Shape, found: readonly Sight[]): Promise<readonly Sight[]> {
  for (const account of accounts[site]) {
    const { get } = patient(origin, account);
    for (const path of guesses(shape, found.filter((one) => one.account === account).map((one) => one.path))) {
      const answer = await get(path);
      const html = await answer.text();
      if (answer.status === 200) return [{ account, shape, path, html, site }];
    }
  }
  return [];
}

async function walk(site: SiteName, origin: string, from: readonly string[]): Promise<Sights> {
  const [all, dead] = [[] as Sight[], [] as string[]];
  for (const [rank, account] of accounts[site].entries()) {
    const walked = await crawl(origin, account, shapes[site], rank === 0 ? furthest : usual, ['/', ...from]);
    all.push(...walked.found.map((one) => ({ ...one, site })));
    dead.push(...walked.dead.map((one) => `${account}: ${one}`));
  }
  const [chosen, unseen] = [[] as Sight[], [] as string[]];
  for (const shape of shapes[site]) {
    const linked = all.filter((one) => one.shape.path === shape.path);
    const found = linked.length > 0 ? linked : await opened(site, origin, shape, all);
    if (found.length === 0) unseen.push(`${site} ${shape.path}`);
    chosen.push(...new Set([...looksOf(found), ...(ownPages.includes(shape.path) ? firstOf(found) : [])]));
  }
  return { chosen, dead, unseen };
}

/** Walks each site as each account; `from` holds addresses that no link of the home page leads to. */
export async function sights(origins: Readonly<Record<SiteName, string>>, from: Readonly<Record<SiteName, readonly string[]>>): Promise<Sights> {
  const [nation, centre] = [await walk('nation', origins.nation, from.nation), await walk('centre', origins.centre, from.centre)];
  // A page that both sites make is looked at once, where more can be seen on it.
  const here = nation.chosen.filter(({ shape }) => !centre.chosen.some((one) => one.shape.maker === shape.maker));
  return { chosen: [...here, ...centre.chosen], dead: [...nation.dead, ...centre.dead], unseen: [...nation.unseen, ...centre.unseen] };
}
