import { openBrowser } from './browser.fixture.ts';
import { cookiesOf } from './cookies.ts';
import { agent, choose, startInstance, tokenOf, type TestInstance } from './instance.fixture.ts';

let instance: TestInstance;
beforeAll(async () => { instance = await startInstance(); });
afterAll(() => instance?.stop());

const minutes = 60_000;
const who = async (browser: { get(url: string): Promise<Response> }): Promise<string> => (await browser.get(`${instance.origin}/`)).text();

test('the cookie is named after the instance, HttpOnly, SameSite=Lax, without an end date', async () => {
  const browser = await instance.signedIn();
  expect(browser.attributes.get('cpom_essai')).toBe(' Path=/; HttpOnly; SameSite=Lax');
});

test('over https the cookie is Secure and __Host-', () => {
  const written: unknown[] = [];
  const res = { cookie: (...facts: unknown[]) => written.push(facts) };
  cookiesOf({ instance: 'r24', origin: 'https://cpom.example' }).writeSession(res as never, 's');
  expect(written).toEqual([['__Host-cpom_r24', 's', { httpOnly: true, sameSite: 'lax', secure: true, path: '/' }]]);
});

test('the store holds hashes: who reads it cannot enter', async () => {
  const browser = await instance.signedIn();
  const secret = browser.cookies.get('cpom_essai') ?? '';
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(JSON.stringify(await instance.state.list(''))).not.toContain(secret);
});

test('a session planted before signing in is worth nothing after (fixation), nor is the former one', async () => {
  const victim = openBrowser();
  victim.cookies.set('cpom_essai', 'p'.repeat(43));
  const page = await victim.follow(await victim.get(`${instance.origin}/connexion`));
  await victim.follow(await choose(victim, page, agent));
  expect(victim.cookies.get('cpom_essai')).not.toBe('p'.repeat(43));
  const intruder = openBrowser();
  intruder.cookies.set('cpom_essai', 'p'.repeat(43));
  expect([await who(victim), await who(intruder)]).toEqual(['person-1', 'visiteur']);
});

test('a cookie sent twice under one name counts as none', async () => {
  const browser = await instance.signedIn();
  const cookie = `cpom_essai=${browser.cookies.get('cpom_essai')}; cpom_essai=${'p'.repeat(43)}`;
  expect(await (await fetch(`${instance.origin}/`, { headers: { cookie } })).text()).toBe('visiteur');
});

test('eight hours without a request end it; a request in between keeps it', async () => {
  const browser = await instance.signedIn();
  instance.later(7 * 60 * minutes);
  expect(await who(browser)).toBe('person-1');
  instance.later(3 * 60 * minutes);
  expect(await who(browser)).toBe('person-1');
  instance.later(8 * 60 * minutes);
  expect(await who(browser)).toBe('visiteur');
});

test('twelve hours end it, however busy', async () => {
  const browser = await instance.signedIn();
  for (let hour = 0; hour < 11; hour++) {
    instance.later(60 * minutes);
    expect(await who(browser)).toBe('person-1');
  }
  instance.later(60 * minutes);
  expect(await who(browser)).toBe('visiteur');
});

test('a clock put back by minutes changes nothing; by hours, what it opened meanwhile is over, and signing in again heals it', async () => {
  const browser = await instance.signedIn();
  instance.later(-4 * minutes);
  expect(await who(browser)).toBe('person-1');
  instance.later(-9 * 60 * minutes);
  expect(await who(browser)).toBe('visiteur');
  expect(await who(await instance.signedIn())).toBe('person-1');
});

test('a session closed while a request was under way stays closed', async () => {
  const { sessions } = instance.signIn;
  const { secret, session } = await sessions.open({ personId: 'p', idToken: 'i' });
  instance.later(10 * minutes);
  await Promise.all([sessions.find(secret), sessions.close(session)]);
  expect(await sessions.find(secret)).toBeUndefined();
  await expect(sessions.choose(session, 'm')).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('the membership under which one acts is remembered', async () => {
  const { sessions } = instance.signIn;
  const { secret, session } = await sessions.open({ personId: 'p', idToken: 'i' });
  await sessions.choose(session, 'membership-2');
  expect((await sessions.find(secret))?.membershipId).toBe('membership-2');
});

test('all sessions of a person can be closed at once', async () => {
  const [here, there] = [await instance.signedIn(), await instance.signedIn()];
  await instance.signIn.sessions.closeAllOf('person-1');
  expect([await who(here), await who(there)]).toEqual(['visiteur', 'visiteur']);
});

test('a reader without a session is led to the sign-in and back', async () => {
  const response = await openBrowser().get(`${instance.origin}/formulaire?a=1`);
  expect([response.status, response.headers.get('location')]).toEqual([302, '/connexion?retour=%2Fformulaire%3Fa%3D1']);
});

test('two instances on one host do not share a session', async () => {
  const browser = await instance.signedIn();
  const other = await startInstance();
  browser.cookies.set('cpom_autre', browser.cookies.get('cpom_essai') ?? '');
  expect(await (await browser.get(`${other.origin}/`)).text()).toBe('visiteur');
  expect(await tokenOf(browser, instance.origin)).toHaveLength(43);
  await other.stop();
});
