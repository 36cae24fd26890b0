import { startBentProvider, bends, type Bend } from './bent-provider.fixture.ts';
import { openBrowser } from './browser.fixture.ts';
import { agent, choose, startInstance, type TestInstance } from './instance.fixture.ts';
import { createProvider } from './provider.ts';

const truth: Bend = async () => { throw new Error('not asked'); };

const reasons: Readonly<Record<string, RegExp>> = {
  'in plain JSON': /JWT UserInfo Response expected/,
  'signed with nothing': /Invalid JWT|alg/,
  'signed by somebody else': /signature verification failed/,
  'made for another client': /"aud"/,
  'made by another issuer': /"iss"/,
  'that does not say for whom': /does not say it is by the issuer and for us/,
  'of another person': /"sub"/,
};

describe('userinfo that is not proved is refused (endpoints stated one by one)', () => {
  let bend = truth;
  let bent: Awaited<ReturnType<typeof startBentProvider>>;
  let instance: TestInstance;
  beforeAll(async () => {
    bent = await startBentProvider(() => bend);
    instance = await startInstance({ endpoints: bent.endpoints });
  });
  afterAll(async () => {
    await instance?.stop();
    bent?.stop();
  });

  test.each(Object.keys(bends))('%s', async (name) => {
    bend = bends[name] ?? truth;
    const browser = openBrowser();
    const page = await browser.follow(await browser.get(`${instance.origin}/connexion`));
    const { response } = await browser.follow(await choose(browser, page, agent));
    expect(response.status).toBe(401);
    expect(await response.text()).toContain("n'a pas pu être vérifiée");
    expect(await instance.state.list('session:')).toEqual([]);
    expect(instance.logged.at(-1)?.data).toMatchObject({ reason: expect.stringMatching(reasons[name] ?? /no such case/) });
  });
});

describe('a provider as strict as ProConnect', () => {
  test('signs in when PKCE is off', async () => {
    const instance = await startInstance({ strict: true, provider: { pkce: false } });
    const browser = await instance.signedIn();
    expect(await (await browser.get(`${instance.origin}/`)).text()).toBe('person-1');
    await instance.stop();
  });

  test('refuses PKCE as an unknown parameter (Y000400)', async () => {
    const instance = await startInstance({ strict: true, provider: { pkce: true } });
    const browser = openBrowser();
    const { response } = await browser.follow(await browser.get(`${instance.origin}/connexion`));
    expect([response.status, (await response.text()).includes('Y000400')]).toEqual([400, true]);
    await instance.stop();
  });
});

describe('a provider that does not answer', () => {
  test('is told in French, and asked again once it is back', async () => {
    const instance = await startInstance();
    await instance.provider.stop();
    const response = await openBrowser().get(`${instance.origin}/connexion`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('ProConnect ne répond pas');
    expect(response.headers.get('retry-after')).toBe('30');
    await instance.stop();
  });

  test('does not keep anybody from signing out here', async () => {
    const instance = await startInstance();
    const browser = await instance.signedIn();
    const token = await (await browser.get(`${instance.origin}/formulaire`)).text();
    await instance.provider.stop();
    const away = await browser.post(`${instance.origin}/deconnexion`, { _csrf: token });
    expect(away.status).toBe(303);
    expect(await (await browser.get(`${instance.origin}/`)).text()).toBe('visiteur');
    await instance.stop();
  });
});

test('a provider across a network must be reached over https', () => {
  const provider = {
    name: 'P', issuer: 'http://identite.example', clientId: 'a', clientSecret: 'b', scopes: [], pkce: true, signingAlg: 'RS256' as const,
  };
  expect(() => createProvider({ instance: 'a', origin: 'https://a.example', provider })).toThrow(/https/);
});
