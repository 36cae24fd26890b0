import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, roles, type Calls, type Connection, type Role } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { NationalClient, NationalService, type NationalServer } from '@cpom/proto/national/v1/national';
import type { access } from './access.ts';
import { startNational } from './service.ts';

let instance: TestInstance;
let connection: Connection<NationalServer>;

beforeAll(async () => {
  instance = await testInstance({ code: 'nation', kind: 'nation', name: 'Nation', authority: 'dgt', timeZone: 'Europe/Paris' });
  const running = await instance.start('national', startNational, {});
  connection = connect<NationalServer, NationalClient>(NationalClient, 'national', running.address);
});
afterAll(async () => { connection.close(); await instance.stop(); });

type Rpc = keyof typeof access;
const rpcs = Object.keys(NationalService) as Rpc[];
const empty = (rpc: Rpc): unknown => NationalService[rpc].requestDeserialize(Buffer.alloc(0));

/** The code of the refusal, or `allowed`: an empty request may well be invalid or find nothing. */
async function outcome(calls: Calls<NationalServer>, rpc: Rpc): Promise<string> {
  const call = calls[rpc] as (request: unknown) => Promise<unknown>;
  const code = await call(empty(rpc)).then(() => 'allowed', (error: { code: string }) => error.code);
  return code === 'forbidden' || code === 'unauthenticated' ? code : 'allowed';
}

const mayCall = (rpc: Rpc, role: Role): boolean => role === 'dgt' || (role === 'reader' && rpc !== 'releaseHeld');

describe.each(rpcs)('%s', (rpc) => {
  test.each(roles)('given a %s, when it is called, then the rule decides', async (role) => {
    const calls = connection.as(await instance.tokenFor(role, 'any'));
    expect(await outcome(calls, rpc)).toBe(mayCall(rpc, role) ? 'allowed' : 'forbidden');
  });

  test('given no identity, or one of another instance, when it is called, then it is refused', async () => {
    const other = await testInstance();
    const foreign = await other.tokenFor('dgt', 'dgt');
    await other.stop();
    expect(await outcome(connection.as(''), rpc)).toBe('unauthenticated');
    expect(await outcome(connection.as(foreign), rpc)).toBe('unauthenticated');
  });

  test('given services of the instance, when they call, then only those with the right may', async () => {
    const by = async (service: string) => outcome(connection.as(await instance.tokenOfService(service)), rpc);
    expect([await by('instance'), await by('gateway'), await by('indicators')]).toEqual(['allowed', rpc === 'releaseHeld' ? 'forbidden' : 'allowed', 'forbidden']);
  });
});
