import { request } from 'node:http';
import { Refusal, type RefusalCode } from '@cpom/kernel';
import { openBrowser, type TestBrowser } from '../signin/browser.fixture.ts';
import { startInstance, tokenOf, type TestInstance } from '../signin/instance.fixture.ts';
import { statusOf } from './errors.ts';

let instance: TestInstance;
let browser: TestBrowser;
beforeAll(async () => {
  instance = await startInstance({
    routes: [(req, res, next) => {
      const code = /\/refus\/([a-z-]+)$/.exec(req.path)?.[1];
      if (code) throw new Refusal(code as RefusalCode, 'Non, parce que <b>.', [{ field: 'nom', message: 'Trop court.' }]);
      if (req.path === '/api/v1/panne') throw new Error('secret detail at /srv/app/file.ts:12');
      if (req.path === '/recu') return void res.json(req.body);
      next();
    }],
  });
  browser = await instance.signedIn();
});
afterAll(() => instance?.stop());

const send = async (body: string | URLSearchParams, type?: string): Promise<Response> =>
  browser.send(`${instance.origin}/recu`, {
    method: 'POST', body, headers: { 'x-csrf-token': await tokenOf(browser, instance.origin), ...(type && { 'content-type': type }) },
  });

const raw = (host: string, path: string): Promise<{ status: number | undefined; location: string | undefined }> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(instance.origin);
    request({ hostname, port, path, headers: { host } }, (res) => {
      res.resume();
      resolve({ status: res.statusCode, location: res.headers.location });
    }).end();
  });

describe('headers of every answer', () => {
  test.each(['/', '/nulle-part', '/panne', '/connexion'])('%s', async (path) => {
    const { headers } = await openBrowser().get(instance.origin + path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`form-action 'self' ${instance.provider.issuer}`);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test("the request's name is ours, whatever the caller says", async () => {
    const response = await browser.get(`${instance.origin}/`, { 'x-request-id': 'forged' });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a fault', () => {
  test.each(['/panne', '/api/v1/panne'])('%s shows its reference and no detail', async (path) => {
    const response = await browser.get(instance.origin + path);
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain(response.headers.get('x-request-id'));
    expect(text).not.toMatch(/secret|file\.ts|at /);
    expect(instance.logged.at(-1)?.data).toMatchObject({ requestId: response.headers.get('x-request-id') });
  });
});

describe('a refusal has its status, for pages and for programs', () => {
  const shown = (Object.keys(statusOf) as RefusalCode[]).filter((code) => code !== 'unauthenticated');
  test.each(shown)('%s', async (code) => {
    const page = await browser.get(`${instance.origin}/refus/${code}`);
    expect(page.status).toBe(statusOf[code]);
    expect(await page.text()).toContain('Non, parce que &lt;b>.');
    const api = await browser.get(`${instance.origin}/api/v1/refus/${code}`);
    expect([api.status, api.headers.get('content-type')]).toEqual([statusOf[code], 'application/problem+json; charset=utf-8']);
    expect(await api.json()).toMatchObject({ code, detail: 'Non, parce que <b>.', errors: [{ field: 'nom', message: 'Trop court.' }] });
  });

  test('unauthenticated: 401 in JSON for programs', async () => {
    expect((await browser.get(`${instance.origin}/api/v1/refus/unauthenticated`)).status).toBe(401);
  });

  test('an address nobody answers is 404', async () => {
    expect((await browser.get(`${instance.origin}/nulle-part`)).status).toBe(404);
  });
});

describe('bodies', () => {
  test('a form over 256 kB, a JSON body over 1 MB: 413 in French', async () => {
    const form = await send(new URLSearchParams({ a: 'x'.repeat(263_000) }));
    expect([form.status, (await form.text()).includes('dépasse la taille admise')]).toEqual([413, true]);
    expect((await send(`"${'x'.repeat(1_050_000)}"`, 'application/json')).status).toBe(413);
  });

  test.each([
    ['an operator', 'a[$where]=1'],
    ['a prototype', '__proto__[x]=1'],
    ['a nested prototype', 'a[__proto__][x]=1'],
    ['a constructor', 'a[constructor]=1'],
    ['deep nesting', 'a[b][c][d]=1'],
    ['a broken name', 'a[b=1'],
    ['an empty level', 'a[][b]=1'],
    ['two shapes', 'a=1&a[b]=2'],
    ['two shapes, turned round', 'a[b]=2&a=1'],
    ['a control character', 'a=%00'],
  ])('a form with %s is refused', async (_name, body) => {
    const response = await send(body, 'application/x-www-form-urlencoded');
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain('Invalid');
  });

  test('lists and groups are read; holes close up', async () => {
    const response = await send('b=1&b=2&c[]=3&rows[2][x]=5&rows[0][x]=4&v[PDP-A-01]=12,5', 'application/x-www-form-urlencoded');
    expect(await response.json()).toEqual({ b: ['1', '2'], c: ['3'], rows: [{ x: '4' }, { x: '5' }], v: { 'PDP-A-01': '12,5' } });
  });

  test.each([
    ['broken JSON', '{', 'application/json'],
    ['a prototype', '{"a":{"__proto__":{}}}', 'application/json'],
    ['an escaped prototype', '{"\\u005f_proto__":1}', 'application/json'],
    ['an operator', '{"a":{"$where":"1"}}', 'application/json'],
    ['plain text', 'a', 'text/plain'],
    ['XML', '<a/>', 'application/xml'],
    ['an unknown charset', '{}', 'application/json; charset=klingon'],
  ])('%s is refused', async (_name, body, type) => {
    expect((await send(body, type)).status).toBe(422);
  });

  test('a badly written address is refused', async () => {
    expect((await browser.get(`${instance.origin}/connexion/%E0%A4%A`)).status).toBeLessThan(500);
  });
});

describe('one public origin', () => {
  test('under another name a reader is led to ours', async () => {
    const { host } = new URL(instance.origin);
    expect(await raw(host.replace('127.0.0.1', 'localhost'), '/a?b=1')).toEqual({ status: 307, location: `${instance.origin}/a?b=1` });
    expect(await raw('ailleurs.example', '//ailleurs.example/a')).toEqual({ status: 307, location: `${instance.origin}/ailleurs.example/a` });
  });
});
