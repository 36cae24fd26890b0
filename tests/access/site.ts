import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startCollector } from '@cpom/collector';
import { startContracts } from '@cpom/contracts';
import { startDirectory } from '@cpom/directory';
import { startGateway, type GatewayConfig } from '@cpom/gateway';
import { startIndicators } from '@cpom/indicators';
import { startNational } from '@cpom/national';
import { openEmbeddedState } from '@cpom/platform';
import { DirectoryClient, InvitePersonRequest, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { portsFrom } from '../../services/instance/src/demo/ports.ts';
import { connect, newDemoAuthority, roles, type InstanceInfo, type Role } from '@cpom/service';
import { testClock, testInstance, type TestInstance } from '@cpom/testing';

/** Somebody with one role in one organisation, signed in. */
export interface Browser {
  readonly role: Role;
  readonly organisation: string;
  readonly personId: string;
  readonly csrf: string;
  readonly cookie: string;
}

/** The real site of an instance over HTTP, its services behind it, sessions made as a sign-in would have made them. */
export interface Site {
  readonly instance: TestInstance;
  readonly origin: string;
  signIn(role: Role, organisation: string): Promise<Browser>;
  /** Takes every role from a person. */
  revoke(browser: Browser): Promise<void>;
  ask(method: string, path: string, browser?: Browser, fields?: Readonly<Record<string, string>>): Promise<Response>;
  stop(): Promise<void>;
}

const rate = { burst: 1_000_000, perSecond: 1_000_000, visitors: 1_000 };

const gateway = (info: InstanceInfo, port: number): GatewayConfig => ({
  port, host: '127.0.0.1', origin: `http://127.0.0.1:${port}`, proxies: 0, rate, shown: { name: info.name, demo: true, brand: 'neutral', version: 'test' },
  provider: { name: 'nobody', issuer: 'http://127.0.0.1:9', clientId: 'x', clientSecret: 'x', scopes: ['openid'], pkce: true, signingAlg: 'RS256' },
});

async function startServices(instance: TestInstance): Promise<void> {
  await instance.start('directory', startDirectory, {});
  if (instance.instance.kind === 'region') {
    await instance.start('contracts', startContracts, {});
    await instance.start('indicators', startIndicators, { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 });
    return;
  }
  const trust = await (await newDemoAuthority()).issue('nation');
  await instance.start('collector', startCollector, { trust, peers: [], audience: 'nation' });
  await instance.start('national', startNational, {});
}

const kinds: Readonly<Record<string, string>> = { 'dreets-24': 'authority', 'carsat-cvl': 'fund', dgt: 'nation', 'apst-cvl': 'federation' };

/** Who can hold a role: the organisation of the right kind. */
export const homeOf = (role: Role, service: string): string => {
  if (role.startsWith('spsti')) return service;
  if (role.startsWith('fund')) return 'carsat-cvl';
  return role === 'dgt' ? 'dgt' : 'dreets-24';
};

/** Starts the site on a port that nobody uses. */
export async function startSite(info: InstanceInfo, organisations: readonly string[]): Promise<Site> {
  const clock = testClock();
  const instance = await testInstance(info, clock, () => Date.parse(clock.now()));
  const [port = 0] = await portsFrom(0, 1);
  await startServices(instance);
  const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', instance.addressOf('directory'));
  const directory = connection.as(await instance.tokenOfService('instance'));
  for (const id of organisations) {
    await directory.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: id, organisation: { id, kind: kinds[id] ?? 'service', names: [{ name: id, shortName: id }], regions: ['24'] } }));
  }
  const { origin } = gateway(info, port);
  await instance.start('gateway', startGateway, gateway(info, port));
  const state = openEmbeddedState({ file: join(instance.dir, 'gateway', 'store.sqlite') });

  async function signIn(role: Role, organisation: string): Promise<Browser> {
    const { id: personId } = await directory.invitePerson(InvitePersonRequest.fromPartial({ cause: randomUUID(), email: `${role}.${randomUUID()}@exemple.fr`, givenName: role, usualName: organisation, organisation, role, from: '2020-01-01' }));
    const [secret, csrf, now] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url'), Date.parse(instance.clock.now())];
    await state.put(`session:${createHash('sha256').update(secret).digest('hex')}`, { personId, idToken: '', csrf, openedAt: now, seenAt: now });
    return { role, organisation, personId, csrf, cookie: `cpom_${info.code}=${secret}` };
  }
  async function revoke({ personId }: Browser): Promise<void> {
    const { memberships } = await directory.getPerson({ personId });
    for (const { id } of memberships) await directory.revokeMembership({ cause: randomUUID(), personId, membershipId: id, reason: 'départ' });
  }
  return {
    instance, origin, signIn, revoke,
    ask: (method, path, browser, fields) => fetch(origin + path, {
      method, redirect: 'manual', headers: browser ? { cookie: browser.cookie } : {},
      ...(method === 'POST' ? { body: new URLSearchParams({ ...(browser ? { _csrf: browser.csrf } : {}), ...fields }) } : {}),
    }),
    stop: async () => {
      connection.close();
      state.close();
      await instance.stop();
    },
  };
}

export const everyRole = roles;
