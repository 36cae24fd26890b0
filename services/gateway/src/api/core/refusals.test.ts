import { visitOf } from '../../site/visit.ts';
import { mountRoutes } from '../../site/mount.ts';
import { nationApi } from '../nation/index.ts';
import { regionApi } from '../region/index.ts';
import { requireSession } from '../../web/locals.ts';
import { startInstance, tokenOf, type TestInstance } from '../../signin/instance.fixture.ts';
import type { TestBrowser } from '../../signin/browser.fixture.ts';

interface Call { readonly rpc: string; readonly request: Record<string, unknown> }

const heading = { reference: 'CPOM-1', title: 'Un contrat', shape: 'individual' };
const cells = '/campaigns/2025/732829320/cells';
const cell = { indicator: 'PDP-C-02', value: { state: 'number', value: 1 }, expectedVersion: 0 };

/** Services that write down what they are asked: whatever is refused must not have come so far. */
const recording = (calls: Call[]): never => {
  const service = new Proxy({}, { get: (_target, rpc) => (request: Record<string, unknown>) => { calls.push({ rpc: String(rpc), request }); return Promise.resolve({ id: 'x', position: 7, version: 1, contracts: [], total: 0, upToDate: true, on: '2026-03-02' }); } });
  return { contracts: service, indicators: service, directory: service, national: service, collector: service } as never;
};

let instance: TestInstance;
let browser: TestBrowser;
let csrf: string;
const calls: Call[] = [];

beforeAll(async () => {
  let count = 0;
  const newCause = (): string => `cause-made-here-${count++}`;
  const memberships = (['dreets-agent', 'spsti-lead', 'dgt'] as const).map((role) => ({ id: role, organisation: 'dreets-24', role }));
  const deps = {
    newCause, isVisitor: () => false, publicFrame: () => Promise.resolve({ instance: { name: 'Essai', demo: true, brand: 'neutral' as const, version: '1' }, nav: [] }),
    visitOf: (res: Parameters<typeof requireSession>[0]) => Promise.resolve(visitOf<never>({
      calls: recording(calls), person: { personId: 'person-1', givenName: 'Camille', usualName: 'Exemple', email: 'c@exemple.fr' }, memberships, names: new Map(), today: '2026-03-02' as never, now: '2026-03-02T08:00:00.000Z' as never,
      csrf: requireSession(res).csrf, requestId: 'r', newCause, info: { code: '24', kind: 'region', name: 'Essai', authority: 'dreets-24', timeZone: 'Europe/Paris' }, instance: { name: 'Essai', demo: true, brand: 'neutral', version: '1' },
      files: {} as never, forget: () => undefined, nav: () => [],
    })),
  };
  const routes = [...regionApi, ...nationApi.filter(({ path }) => !regionApi.some((one) => one.path === path))];
  instance = await startInstance({ routes: [mountRoutes(routes as never, [], deps)], web: { rate: { burst: 10_000, perSecond: 10_000, visitors: 10 } } });
  browser = await instance.signedIn();
  csrf = await tokenOf(browser, instance.origin);
});
afterAll(() => instance?.stop());
beforeEach(() => { calls.length = 0; });

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> => browser.send(`${instance.origin}/api/v1${path}`, {
  method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', 'x-csrf-token': csrf, ...headers },
});
const get = (path: string): Promise<Response> => browser.get(`${instance.origin}/api/v1${path}`);

async function refused(response: Response, statuses: readonly number[], field?: string): Promise<void> {
  const body = await response.text();
  expect([response.status, body.slice(0, 300)]).toEqual([expect.any(Number), expect.stringContaining('"code"')]);
  expect(statuses).toContain(response.status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  const { detail, errors } = JSON.parse(body) as { detail: string; errors: { field: string; message: string }[] };
  expect(detail).toMatch(/[a-zé]{3,} /);
  if (field !== undefined) expect(errors.map((error) => error.field)).toContain(field);
  expect(calls).toEqual([]);
}

test('a right body reaches the service as it is, under the name it was sent with', async () => {
  const response = await post('/contracts', { heading }, { 'idempotency-key': 'envoi-numero-0000001' });
  expect([response.status, await response.json()]).toEqual([200, { id: 'x', position: 7, version: 1 }]);
  expect(calls).toEqual([{ rpc: 'draftContract', request: expect.objectContaining({ cause: 'envoi-numero-0000001', region: '24' }) }]);
});

test.each([
  ['an unknown field', '/contracts', { heading, couleur: 'bleu' }, 'couleur'],
  ['an unknown field inside', '/contracts', { heading: { ...heading, couleur: 'bleu' } }, 'heading[couleur]'],
  ['a field that is missing', '/contracts', { heading: { ...heading, title: ' ' } }, 'heading[title]'],
  ['a date that does not exist', '/contracts', { heading, on: '2022-02-31' }, 'on'],
  ['a French date', '/contracts', { heading, on: '31/12/2022' }, 'on'],
  ['a number as a text', cells, { cells: [{ ...cell, value: { state: 'number', value: '12,5' } }] }, 'cells[0][value][value]'],
  ['a number with a space', cells, { cells: [{ ...cell, value: { state: 'number', value: '1 234' } }] }, 'cells[0][value][value]'],
  ['a state that nobody says', cells, { cells: [{ ...cell, value: { state: 'masked' } }] }, 'cells[0][value][state]'],
  ['a list for a text', '/contracts', { heading: { ...heading, title: ['a'] } }, 'heading[title]'],
  ['an object for a text', '/contracts', { heading: { ...heading, title: { a: 1 } } }, 'heading[title]'],
  ['a code outside its list', '/contracts', { heading: { ...heading, shape: 'round' } }, 'heading[shape]'],
  ['an invisible character', '/contracts', { heading: { ...heading, title: 'a\u0000b' } }, 'heading[title]'],
  ['a text that is too long', '/contracts', { heading: { ...heading, title: 'a'.repeat(201) } }, 'heading[title]'],
  ['too many lines', cells, { cells: Array.from({ length: 501 }, () => cell) }, 'cells'],
])('given %s, when it is sent, then it is refused and nothing is stored', async (_what, path, body, field) => {
  await refused(await post(path, body), [422], field);
});

test.each([
  ['operators', '{"heading":{"$where":"1"}}'], ['__proto__', '{"heading":{"__proto__":{"admin":true}}}'], ['constructor', '{"constructor":{}}'], ['half a body', '{"heading":'], ['a list', '[]'], ['a text', '"abc"'], ['nothing', ''],
])('given %s as a body, when it is sent, then it is refused and nothing is stored', async (_what, body) => {
  await refused(await post('/contracts', body), [422]);
});

test.each(['application/x-www-form-urlencoded', 'text/plain', 'application/xml', 'multipart/form-data; boundary=x'])('given the content type %s, when JSON is expected, then it is refused', async (type) => {
  await refused(await post('/contracts', type.startsWith('multipart') ? '--x\r\ncontent-disposition: form-data; name="heading"\r\n\r\na\r\n--x--\r\n' : 'heading=a', { 'content-type': type }), [415, 422]);
});

test('given a body over the limit, when it is sent, then it is refused', async () => {
  await refused(await post('/contracts', { heading: { ...heading, context: 'a'.repeat(1_100_000) } }), [413]);
});

test.each([
  '/contracts?$where=1', '/contracts?__proto__=1', '/contracts?status[$ne]=active', '/contracts?status=active&status=signing', '/contracts?status=rond', '/contracts?couleur=bleu', '/contracts?limit=501', '/contracts?limit=12,5',
  '/contracts?limit=-1', '/contracts?limit=0x10', '/contracts?offset=1e3', '/contracts?sort=heading', '/contracts?au=2022-02-31', '/contracts?au=2022', '/contracts?tri=title', '/contracts?page=2', '/contracts?au_moins=abc', '/services?region=2',
  '/indicators?core=oui',
])('given the filter %s, when it is asked, then it is refused', async (path) => {
  await refused(await get(path), [422]);
});

test.each(['/contracts/%24where', '/contracts/a%20b', `/contracts/${'a'.repeat(200)}`, '/contracts/..%2f..', '/campaigns/2025/123', '/campaigns/abc/732829320', '/regions/CVL', '/rien'])('given the address %s, when it is asked, then there is nothing there', async (path) => {
  await refused(await get(path), [404]);
});

test('given a name for the request that is no name, when it is sent, then it is refused', async () => {
  await refused(await post('/contracts', { heading }, { 'idempotency-key': 'x' }), [422], 'Idempotency-Key');
});

test('given no token, a wrong one, or no session, when something is written, then it is refused', async () => {
  await refused(await post('/contracts', { heading }, { 'x-csrf-token': '' }), [403]);
  await refused(await post('/contracts', { heading }, { 'x-csrf-token': 'autre' }), [403]);
  await refused(await post('/contracts', { heading }, { 'sec-fetch-site': 'cross-site' }), [403]);
  await refused(await fetch(`${instance.origin}/api/v1/me`), [401]);
});

test('filters reach the service typed', async () => {
  expect((await get('/contracts?status=active,signing&limit=2&offset=4&sort=-expiresOn&au=2021-12-31&au_moins=9')).status).toBe(200);
  expect(calls).toEqual([{ rpc: 'listContracts', request: expect.objectContaining({ statuses: ['active', 'signing'], limit: 2, offset: 4, sort: 'expires_on', descending: true, on: '2021-12-31', atLeast: 9 }) }]);
});
