import { openBrowser } from '../signin/browser.fixture.ts';
import { startInstance, tokenOf, type TestInstance } from '../signin/instance.fixture.ts';

let instance: TestInstance;
const received: unknown[] = [];
beforeAll(async () => {
  instance = await startInstance({
    routes: [(req, res, next) => {
      if (req.path !== '/noter' && req.path !== '/api/v1/noter') return next();
      received.push(req.body);
      res.type('text').send('noté');
    }],
  });
});
beforeEach(() => { received.length = 0; });
afterAll(() => instance?.stop());

const noted = (): string => `${instance.origin}/noter`;

test('the token of the session lets a form through, and the route does not see it', async () => {
  const browser = await instance.signedIn();
  const response = await browser.post(noted(), { _csrf: await tokenOf(browser, instance.origin), nom: 'Été' });
  expect(response.status).toBe(200);
  expect(received).toEqual([Object.assign(Object.create(null), { nom: 'Été' })]);
});

test('the token may come in a header, as htmx and programs send it', async () => {
  const browser = await instance.signedIn();
  const headers = { 'x-csrf-token': await tokenOf(browser, instance.origin), 'content-type': 'application/json' };
  const init = { method: 'POST', body: '{"nom":"a"}', headers };
  expect((await browser.send(`${instance.origin}/api/v1/noter`, init)).status).toBe(200);
});

test.each([
  ['missing', undefined],
  ['empty', ''],
  ['wrong', 'w'.repeat(43)],
])('a token that is %s is refused in French', async (_name, token) => {
  const browser = await instance.signedIn();
  const response = await browser.post(noted(), token === undefined ? {} : { _csrf: token });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain("Ce formulaire n'est plus valable");
  expect(received).toEqual([]);
});

test("another session's token is refused", async () => {
  const [mine, theirs] = [await instance.signedIn(), await instance.signedIn()];
  expect((await mine.post(noted(), { _csrf: await tokenOf(theirs, instance.origin) })).status).toBe(403);
});

test('a token given twice is refused', async () => {
  const browser = await instance.signedIn();
  const token = await tokenOf(browser, instance.origin);
  const body = new URLSearchParams([['_csrf', token], ['_csrf', token]]);
  expect((await browser.send(noted(), { method: 'POST', body })).status).toBe(403);
});

test.each([
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Site', 'same-site'],
  ['Origin', 'https://ailleurs.example'],
  ['Origin', 'null'],
])('with the right token but %s: %s, it is refused', async (name, value) => {
  const browser = await instance.signedIn();
  const fields = { _csrf: await tokenOf(browser, instance.origin) };
  expect((await browser.post(noted(), fields, { [name]: value })).status).toBe(403);
  expect(received).toEqual([]);
});

test('a form sent without a session is answered, not hidden by a redirect', async () => {
  const response = await openBrowser().post(noted(), { nom: 'a' }, { referer: `${instance.origin}/contrats/1?onglet=avis` });
  expect(response.status).toBe(401);
  expect(await response.text()).toContain('/connexion?retour=%2Fcontrats%2F1%3Fonglet%3Davis');
});

test('htmx without a session is told where to go', async () => {
  const response = await openBrowser().get(`${instance.origin}/formulaire`, { 'hx-request': 'true' });
  expect([response.status, response.headers.get('hx-redirect')]).toEqual([401, '/connexion?retour=%2Fformulaire']);
});

test.each(['PUT', 'PATCH', 'DELETE'])('%s needs the token too', async (method) => {
  const browser = await instance.signedIn();
  expect((await browser.send(noted(), { method })).status).toBe(403);
});
