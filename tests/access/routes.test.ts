import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { centreValDeLoire } from '@cpom/testing';
import type { InstanceInfo, Role } from '@cpom/service';
import { nationRoutes } from '../../services/gateway/src/nation/routes.ts';
import { regionRoutes } from '../../services/gateway/src/region/routes.ts';
import type { RouteAccess } from '../../services/gateway/src/site/route.ts';
import { everyRole, homeOf, startSite, type Browser, type Site } from './site.ts';

const nationInfo: InstanceInfo = { code: 'nation', kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' };
const [own, other] = ['732829320', '552100554'];
interface Address { readonly method: 'get' | 'post'; readonly path: string; readonly access: RouteAccess }
const sites: readonly { readonly name: string; readonly info: InstanceInfo; readonly organisations: readonly string[]; readonly routes: readonly Address[] }[] = [
  { name: 'region', info: centreValDeLoire, organisations: ['dreets-24', 'carsat-cvl', own, other], routes: regionRoutes },
  { name: 'nation', info: nationInfo, organisations: ['dgt'], routes: nationRoutes },
];

/** An address with something in each of its places: an id that nobody has. */
const filled = (path: string): string => path.replace(/:([a-z]+)/gi, (_whole, name: string) => (name === 'service' ? own : name === 'region' || name === 'code' ? '24' : `absent-${name.toLowerCase()}`));
const mayEnter = (access: RouteAccess, role: Role): boolean => access === 'public' || access === 'signed-in' || access.includes(role);
const rolesOf = (info: InstanceInfo): readonly Role[] => everyRole.filter((role) => (info.kind === 'nation' ? ['dgt', 'reader', 'administrator'].includes(role) : role !== 'dgt'));

/** The front door: open to all, it shows a way in and no link into the instance. */
async function greeted(answer: Response): Promise<void> {
  const links = [...(await answer.text()).matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => href.split('#')[0]).filter((href) => !href?.startsWith('/assets'));
  expect(answer.status).toBe(200);
  expect(links).toContain('/connexion');
  expect([...new Set(links)].sort()).toEqual(['/', '/accessibilite', '/api', '/connexion', '/donnees-personnelles', '/mentions-legales']);
}

describe.each(sites)('$name', ({ info, organisations, routes }) => {
  let site: Site;
  const browsers = new Map<Role, Browser>();
  beforeAll(async () => {
    site = await startSite(info, organisations);
    for (const role of rolesOf(info)) browsers.set(role, await site.signIn(role, info.kind === 'nation' ? 'dgt' : homeOf(role, own)));
  });
  afterAll(() => site.stop());

  test('given the list of addresses, when it is read, then each stands there once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(names).size).toBe(names.length);
  });

  describe.each(routes.map((route) => ({ ...route, name: `${route.method.toUpperCase()} ${route.path}` })))('$name', ({ method, path, access }) => {
    test(`given nobody, when it is asked, then ${path === '/' ? 'the front door says where to sign in, and nothing of what is kept' : 'one is led to the sign-in and nothing is done'}`, async () => {
      if (path === '/') return greeted(await site.ask('GET', path));
      const answer = await site.ask(method.toUpperCase(), filled(path));
      const api = path.startsWith('/api');
      expect([302, 401, 403]).toContain(answer.status);
      if (method === 'get' && !api) expect(answer.headers.get('location')).toMatch(/^\/connexion\?retour=/);
    });
    test('given each role, when it is asked, then those outside are told which role would do, and nobody sees a fault', async () => {
      for (const [role, browser] of browsers) {
        const answer = await site.ask(method.toUpperCase(), filled(path), browser);
        expect([role, answer.status]).not.toEqual([role, 500]);
        if (!mayEnter(access, role)) expect([role, answer.status]).toEqual([role, 403]);
        if (mayEnter(access, role)) expect([role, answer.status]).not.toEqual([role, 401]);
      }
    });
    test('given a session of another instance, a made-up one, or a form without its token, when it is asked, then it is nobody\'s', async () => {
      const [browser] = browsers.values();
      if (!browser) throw new Error('somebody is signed in');
      const strangers = [{ ...browser, cookie: browser.cookie.replace(/^cpom_\w+/, 'cpom_11') }, { ...browser, cookie: `cpom_${info.code}=${'x'.repeat(43)}` }];
      for (const stranger of strangers) expect(path === '/' ? [200] : [302, 401, 403]).toContain((await site.ask(method.toUpperCase(), filled(path), stranger)).status);
      if (method === 'post') expect((await site.ask('POST', filled(path), { ...browser, csrf: 'x' })).status).toBe(403);
    });
  });

  test('given a role that is revoked, when its holder asks again within a minute, then the door is closed', async () => {
    const browser = await site.signIn('reader', info.authority);
    expect((await site.ask('GET', '/annuaire', browser)).status).toBe(200);
    await site.revoke(browser);
    site.instance.clock.set(new Date(Date.parse(site.instance.clock.now()) + 59_000).toISOString());
    const answer = await site.ask('GET', '/annuaire', browser);
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('rôle')]);
  });
});
