import { expect, test } from '@jest/globals';
import { newIdentityKeys, type Caller, type Identity } from '@cpom/service';
import { openKeyring } from './keyring.ts';

const now = (): number => Date.parse('2026-11-22T10:00:00Z');
const person: Caller = { kind: 'person', personId: 'p1', requestId: 'r', memberships: [{ id: 'm', organisation: 'dreets-24', role: 'dreets-agent' }] };
const service = (name: string): Caller => ({ kind: 'service', service: name, requestId: 'r' });

async function instanceOf(names: readonly string[]): Promise<Record<string, Identity>> {
  const keys = new Map(await Promise.all(names.map(async (name) => [name, await newIdentityKeys()] as const)));
  const publicPems = new Map([...keys].map(([name, { publicPem }]) => [name, publicPem]));
  const opened = await Promise.all([...keys].map(async ([self, { privatePem }]) => [self, await openKeyring({ self, privatePem, publicPems }, '24', now)] as const));
  return Object.fromEntries(opened);
}
const given = await instanceOf(['gateway', 'gate', 'contracts']);
const of = (name: string): Identity => { const found = given[name]; if (!found) throw new Error(name); return found; };

test('given the gateway, when it signs for a person and for itself, then every service believes it', async () => {
  expect(await of('contracts').verify(await of('gateway').sign(person))).toEqual(person);
  expect(await of('contracts').verify(await of('gateway').sign(service('gateway')))).toEqual(service('gateway'));
});
test('given another service, when it would sign for a person or for another service, then it cannot', async () => {
  await expect(of('contracts').sign(person)).rejects.toThrow('contracts cannot sign for gateway');
  await expect(of('contracts').sign(service('gate'))).rejects.toThrow('contracts cannot sign for gate');
});
test('given a service whose key was stolen, when it forges a token of the gateway or of another service, then nobody believes it', async () => {
  const stolen = await newIdentityKeys();
  // The thief has a keyring that believes itself to be the gateway.
  const thief = await openKeyring({ self: 'gateway', privatePem: stolen.privatePem, publicPems: new Map() }, '24', now);
  await expect(of('contracts').verify(await thief.sign(person))).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(of('contracts').verify(await thief.sign(service('gateway')))).rejects.toMatchObject({ code: 'unauthenticated' });
});
test('given no token, nonsense, or a service that is not known, then it is refused', async () => {
  const stranger = await instanceOf(['national']);
  for (const token of [undefined, '', 'a.b.c', 'x', await stranger['national']?.sign(service('national'))]) {
    await expect(of('gate').verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});
test('given another instance with the same keys, then its tokens are not for us', async () => {
  const keys = await newIdentityKeys();
  const publicPems = new Map([['gate', keys.publicPem]]);
  const [here, there] = await Promise.all(['24', '11'].map((code) => openKeyring({ self: 'gate', privatePem: keys.privatePem, publicPems }, code, now)));
  await expect(here?.verify(await there?.sign(service('gate')))).rejects.toMatchObject({ code: 'unauthenticated' });
});
