import { beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { importSPKI, jwtVerify } from 'jose';
import { authorise, type Rule } from './access.ts';
import { newIdentityKeys, openIdentity, type Caller, type Identity, type KeyPair } from './identity.ts';

let keys: KeyPair;
let identity: Identity;
let now = Date.parse('2026-03-02T08:00:00Z');

const agent: Caller = { kind: 'person', personId: 'p', requestId: 'r', memberships: [{ id: 'm', organisation: 'dreets-24', role: 'dreets-agent' }] };
const codeOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'accepted', (error: unknown) => (error instanceof Refusal ? error.code : 'fault'));

beforeAll(async () => {
  keys = await newIdentityKeys();
  identity = await openIdentity(keys, '24', () => now);
});

describe('the identity that travels with a call', () => {
  test('given a token of this instance, when it is read, then it is who it says', async () => {
    expect(await identity.verify(await identity.sign(agent))).toEqual(agent);
  });
  test('given a minute, when it has passed since the memberships were read, then the token is dead, even if it was read before', async () => {
    const token = await identity.sign(agent);
    expect(await codeOf(identity.verify(token))).toBe('accepted');
    now += 60_000;
    expect(await codeOf(identity.verify(token))).toBe('unauthenticated');
  });
  test('given memberships read fifty seconds ago, when a token is made of them, then it lives ten seconds', async () => {
    const token = await identity.sign(agent, now - 50_000);
    now += 9_000;
    expect(await codeOf(identity.verify(token))).toBe('accepted');
    now += 2_000;
    expect(await codeOf(identity.verify(token))).toBe('unauthenticated');
  });
  test('given a token made by a clock that is ahead, then a minute is borne and no more: once the clock is put right it would else live for hours', async () => {
    const by = (milliseconds: number) => openIdentity(keys, '24', () => now + milliseconds).then((ahead) => ahead.sign(agent));
    expect(await codeOf(identity.verify(await by(59_000)))).toBe('accepted');
    expect(await codeOf(identity.verify(await by(62_000)))).toBe('unauthenticated');
    expect(await codeOf(identity.verify(await by(9 * 3_600_000)))).toBe('unauthenticated');
  });
  test.each([
    ['nothing', () => Promise.resolve('')],
    ['noise', () => Promise.resolve('not.a.token')],
    ['a token of another instance', async () => (await openIdentity(keys, '11', () => now)).sign(agent)],
    ['a token signed with another key', async () => (await openIdentity(await newIdentityKeys(), '24', () => now)).sign(agent)],
    ['a token whose role was changed', async () => {
      const [head = '', body = '', signature = ''] = (await identity.sign(agent)).split('.');
      const changed = Buffer.from(body, 'base64url').toString().replace('dreets-agent', 'dgt');
      return [head, Buffer.from(changed).toString('base64url'), signature].join('.');
    }],
    ['a token with a part more', async () => `${await identity.sign(agent)}.e30`],
    ['a token cut short', async () => (await identity.sign(agent)).slice(0, -4)],
    ['a token that names another algorithm', async () => {
      const [, body = '', signature = ''] = (await identity.sign(agent)).split('.');
      return `${Buffer.from('{"alg":"HS256"}').toString('base64url')}.${body}.${signature}`;
    }],
    ['an unsigned token', async () => {
      const [, body = ''] = (await identity.sign(agent)).split('.');
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    }],
  ])('given %s, when it is read, then it is refused', async (_what, make) => {
    expect(await codeOf(identity.verify(await make()))).toBe('unauthenticated');
  });
  test('given a library that reads such tokens, when it is given one of ours, then it reads the same (RFC 7515, RFC 8037)', async () => {
    const { payload, protectedHeader } = await jwtVerify(await identity.sign(agent), await importSPKI(keys.publicPem, 'EdDSA'), { audience: '24', currentDate: new Date(now) });
    expect([protectedHeader, payload]).toEqual([{ alg: 'EdDSA' }, expect.objectContaining({ kind: 'person', sub: 'p', req: 'r' })]);
  });
});

describe('rules of access', () => {
  const rule: Rule<{ id: string }> = { roles: ['dreets-agent'], services: ['instance'], about: ({ id }) => [id] };
  test('given a role in the organisation concerned, when it calls, then the membership that gave the right is known', async () => {
    expect(await authorise(rule, agent, { id: 'dreets-24' })).toMatchObject({ actor: { actorId: 'p', role: 'dreets-agent', organisation: 'dreets-24' } });
  });
  test('given the role elsewhere, another role or another service, when it calls, then it is told which role would do', async () => {
    const reader: Caller = { kind: 'person', personId: 'q', requestId: 'r', memberships: [{ id: 'n', organisation: 'dreets-24', role: 'reader' }] };
    for (const [caller, id] of [[agent, 'dreets-11'], [reader, 'dreets-24'], [{ kind: 'service', service: 'gate', requestId: 'r' }, 'dreets-24']] as const) {
      await expect(authorise(rule, caller, { id })).rejects.toThrow('agent de la DREETS');
    }
  });
});
