import { openBrowser, type TestBrowser } from './browser.fixture.ts';
import { agent, choose, startInstance, stranger, tokenOf, type TestInstance } from './instance.fixture.ts';
import { tripTime } from './trips.ts';

let instance: TestInstance;
beforeAll(async () => { instance = await startInstance(); });
afterAll(() => instance?.stop());

const who = async (browser: TestBrowser): Promise<string> => (await browser.get(`${instance.origin}/`)).text();

/** Goes as far as the address that brings the code back. */
async function codeFor(browser: TestBrowser, change: (url: URL) => void = () => undefined, retour = '/'): Promise<string> {
  const start = await browser.get(`${instance.origin}/connexion?retour=${encodeURIComponent(retour)}`);
  const asked = new URL(start.headers.get('location') ?? '');
  change(asked);
  const page = await browser.follow(await browser.get(asked.href));
  return (await browser.follow(await choose(browser, page, agent), '/connexion/retour')).url;
}

const refusedWith = async (response: Response, status: number, words: RegExp): Promise<void> => {
  expect(response.status).toBe(status);
  expect(await response.text()).toMatch(words);
};

describe('signing in', () => {
  test('a person with a role gets a session and the page asked for', async () => {
    const browser = openBrowser();
    const response = await browser.get(await codeFor(browser, undefined, '/contrats?etat=signe'));
    expect([response.status, response.headers.get('location')]).toEqual([303, '/contrats?etat=signe']);
    expect(await who(browser)).toBe('person-1');
  });

  test('state and nonce have at least 32 characters, and PKCE is used when it is on', async () => {
    const { searchParams } = new URL((await openBrowser().get(`${instance.origin}/connexion`)).headers.get('location') ?? '');
    expect(searchParams.get('state')?.length).toBeGreaterThanOrEqual(32);
    expect(searchParams.get('nonce')?.length).toBeGreaterThanOrEqual(32);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('scope')).toBe('openid given_name usual_name email siret uid');
  });

  test.each(['//ailleurs.example', 'https://ailleurs.example/', '/\\ailleurs.example', '/connexion', '/.//ailleurs.example', '/\t/ailleurs.example'])(
    'a way back to %j leads home', async (retour) => {
      const browser = openBrowser();
      expect((await browser.get(await codeFor(browser, undefined, retour))).headers.get('location')).toBe('/');
    });

  test('two tabs can sign in at once', async () => {
    const browser = openBrowser();
    const [first, second] = [await codeFor(browser), await browser.get(`${instance.origin}/connexion`)];
    expect(second.status).toBe(303);
    expect((await browser.get(first)).status).toBe(303);
  });
});

describe('a return that does not hold is refused in French, without a session', () => {
  afterEach(() => undefined);

  test('another state', async () => {
    const browser = openBrowser();
    const url = new URL(await codeFor(browser));
    url.searchParams.set('state', 'x'.repeat(43));
    await refusedWith(await browser.get(url.href), 401, /a expiré, a déjà servi/);
    expect(await who(browser)).toBe('visiteur');
  });

  test('another nonce', async () => {
    const browser = openBrowser();
    const url = await codeFor(browser, (asked) => asked.searchParams.set('nonce', 'n'.repeat(43)));
    await refusedWith(await browser.get(url), 401, /n&#39;a pas pu être vérifiée|n'a pas pu être vérifiée/);
    expect(await who(browser)).toBe('visiteur');
  });

  test('the same return twice', async () => {
    const browser = openBrowser();
    const url = await codeFor(browser);
    const both = await Promise.all([browser.get(url), browser.get(url)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 401]);
  });

  test('a code that was used, under the state of a new round trip', async () => {
    const browser = openBrowser();
    const used = new URL(await codeFor(browser));
    await browser.get(used.href);
    const other = openBrowser();
    const fresh = new URL(await codeFor(other));
    fresh.searchParams.set('code', used.searchParams.get('code') ?? '');
    await refusedWith(await other.get(fresh.href), 401, /vérifiée/);
    expect(await who(other)).toBe('visiteur');
  });

  test('in another browser', async () => {
    const url = await codeFor(openBrowser());
    const other = openBrowser();
    await refusedWith(await other.get(url), 401, /autre navigateur/);
    expect(await who(other)).toBe('visiteur');
  });

  test('too late', async () => {
    const browser = openBrowser();
    const url = await codeFor(browser);
    instance.later(tripTime);
    await refusedWith(await browser.get(url), 401, /a expiré/);
  });

  test('cancelled at the provider', async () => {
    const browser = openBrowser();
    const page = await browser.follow(await browser.get(`${instance.origin}/connexion`));
    const back = await browser.follow(await choose(browser, page, { ...agent, sub: '' }));
    await refusedWith(back.response, 401, /n'a pas confirmé votre identité/);
  });
});

test('a stranger is told whom to ask, gets no session, and can change account', async () => {
  const browser = openBrowser();
  const page = await browser.follow(await browser.get(`${instance.origin}/connexion`));
  const { response } = await browser.follow(await choose(browser, page, stranger));
  const text = await response.text();
  expect(response.status).toBe(403);
  expect(text).toContain('administrateur de votre organisation');
  expect(await who(browser)).toBe('visiteur');
  const leave = /href="([^"]*session[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const away = await browser.follow(await browser.get(leave));
  expect(await away.response.text()).toContain('Vous êtes déconnecté');
  const next = await browser.follow(await browser.get(`${instance.origin}/connexion`));
  expect(await next.response.text()).toContain('Choisissez la personne');
});

describe('signing out', () => {
  test('ends the session on the server, tells the provider, and comes back', async () => {
    const browser = await instance.signedIn();
    const stolen = new Map(browser.cookies);
    const response = await browser.post(`${instance.origin}/deconnexion`, { _csrf: await tokenOf(browser, instance.origin) });
    const away = new URL(response.headers.get('location') ?? '');
    expect(away.origin).toBe(instance.provider.issuer);
    expect([...away.searchParams.keys()].toSorted()).toEqual(['id_token_hint', 'post_logout_redirect_uri', 'state']);
    const back = await browser.follow(response);
    expect(back.url).toContain('/deconnexion/retour?state=');
    expect(await back.response.text()).toContain('Vous êtes déconnecté');
    for (const [name, value] of stolen) browser.cookies.set(name, value);
    expect(await who(browser)).toBe('visiteur');
  });

  test('passes through the provider even when its own session is gone, and without JavaScript', async () => {
    const browser = await instance.signedIn();
    const token = await tokenOf(browser, instance.origin);
    for (const name of browser.cookies.keys()) if (name.startsWith('cpom_demo_idp')) browser.cookies.delete(name);
    const back = await browser.follow(await browser.post(`${instance.origin}/deconnexion`, { _csrf: token }));
    expect(await back.response.text()).toContain('Vous êtes déconnecté');
  });

  test('without the token nothing happens', async () => {
    const browser = await instance.signedIn();
    expect((await browser.post(`${instance.origin}/deconnexion`, {})).status).toBe(403);
    expect(await who(browser)).toBe('person-1');
  });
});

test('what is too late is swept', async () => {
  await instance.signedIn();
  await openBrowser().get(`${instance.origin}/connexion`);
  instance.later(13 * 3_600_000);
  expect(await instance.signIn.sweep()).toBeGreaterThan(1);
  expect([...(await instance.state.list('session:')), ...(await instance.state.list('sign-in:'))]).toEqual([]);
});
