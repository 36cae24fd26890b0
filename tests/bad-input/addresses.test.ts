import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crawl, patient, type Found } from '../support/crawl.ts';
import { shapes, type SiteName } from '../support/shapes.ts';
import { complaintsOf, wrongWith } from './answer.ts';
import { startTriedSite, type TriedSite } from './site.ts';

let tried: TriedSite;
beforeAll(async () => { tried = await startTriedSite(); }, 60_000);
afterAll(() => tried.stop());

const sites: readonly { readonly name: SiteName; readonly account: string; readonly api: readonly string[] }[] = [
  { name: 'nation', account: 'demo-administrator-dgt', api: ['/api/v1/services', '/api/v1/contracts'] },
  { name: 'centre', account: 'demo-administrator-dreets-24', api: ['/api/v1/contracts', '/api/v1/organisations'] },
];

const badIds = ['$where', '__proto__', 'constructor', 'toString', '%00', '..%2f..%2f..%2fetc%2fpasswd', '..', '%2e%2e%2f', 'a'.repeat(300), '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E', '%E0%A4%A', "'%20OR%201=1--", '%0d%0aSet-Cookie:%20a=b', '11-cpom-11', '999999999'];

const script = encodeURIComponent('"><img src=x onerror=alert(1)><script>alert(1)</script>');
const badQueries = [
  '$where=1', '__proto__=1', '__proto__[a]=1', 'constructor=1', 'tri=$where', 'tri=__proto__', 'tri=constructor', 'tri=titre%27--', `tri=${script}`, 'tri=a&tri=b', 'page=999999', 'page=99999999999999999999', 'page=-1', 'page=0', 'page=1e9', 'page=abc', 'page=1&page=2',
  `q=${script}`, `fait=${script}`, 'v=-1', 'v=abc', 'v=99999999999999999999', 'au=2026-02-31', 'au=31/02/2026', `au=${script}`, 'annee=__proto__', 'campagne=__proto__&service=constructor', 'fait=__proto__', 'fait=constructor', 'q=a&q[$ne]=b', `inconnu=${script}`, 'q=%00', 'q=%F0%9F%92%A9', `q=${'a'.repeat(4_000)}`,
];

/** The address with one of its ids replaced. */
const spoilt = ({ shape, path }: Found): readonly string[] => {
  const real = new URL(path, 'http://local').pathname.split('/');
  const places = shape.path.split('/').flatMap((word, at) => (word.startsWith(':') ? [at] : []));
  return places.flatMap((at) => badIds.map((bad) => real.map((word, index) => (index === at ? bad : word)).join('/')));
};

describe.each(sites)('the addresses of $name', ({ name, account, api }) => {
  let found: readonly Found[] = [];
  beforeAll(async () => {
    const walked = await crawl(tried.demo[name], account, shapes[name], 1);
    found = walked.found;
  }, 60_000);

  const ask = async (paths: readonly string[], isRefused: boolean): Promise<readonly string[]> => {
    const { get } = patient(tried.demo[name], account);
    const tries = [];
    for (const path of paths) {
      const answer = await get(path);
      tries.push({ what: path.slice(0, 120), wrong: wrongWith({ status: answer.status, text: await answer.text(), isRefused }) });
    }
    return complaintsOf(tries);
  };

  test('given an id that is none, when any page is asked for it, then it is refused in French, without a fault', async () => {
    const before = tried.stored();
    const paths = found.flatMap(spoilt);
    expect(paths.length).toBeGreaterThan(100);
    // « .. » and « constructor » may lead to another page, as a browser would: whatever answers must be in order.
    expect(await ask(paths.filter((path) => !path.includes('..')), false)).toEqual([]);
    expect(tried.stored()).toEqual(before);
  }, 120_000);

  test('given operators, prototypes, repeats, pages and dates that do not exist, when any page is asked with them, then it answers in order or refuses in French', async () => {
    expect(await ask(found.flatMap(({ path }) => badQueries.map((query) => `${path.split('?')[0] ?? ''}?${query}`)), false)).toEqual([]);
  }, 180_000);

  test('given the same, when a list says what it takes, then what it does not take is refused', async () => {
    const lists = found.filter(({ html }) => /class="[^"]*app-filters|name="tri"|\?tri=/.test(html)).map(({ path }) => path.split('?')[0] ?? '');
    expect(lists.length).toBeGreaterThan(3);
    expect(await ask(lists.flatMap((path) => ['$where=1', '__proto__=1', 'constructor=1', 'inconnu=1', 'tri=a&tri=b'].map((query) => `${path}?${query}`)), true)).toEqual([]);
  }, 60_000);

  test('given the same, when the API is asked, then it refuses', async () => {
    expect(await ask(api.flatMap((path) => ['$where=1', '__proto__=1', 'constructor=1', 'limit=99999999', 'offset=-1', 'sort=__proto__', 'search=a&search=b'].map((query) => `${path}?${query}`)), true)).toEqual([]);
  });
});
