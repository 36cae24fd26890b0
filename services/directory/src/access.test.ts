import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { connect, roles, type Connection, type Role } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import { DirectoryClient, DirectoryService, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { access } from './access.ts';
import { startDirectory } from './service.ts';

type Rpc = keyof ReturnType<typeof access>;
const rpcs = Object.keys(DirectoryService) as Rpc[];
const places = ['dreets-24', 'carsat-cvl', 'dreets-11'];

/** Who may, and whether only in the organisation concerned (here the fund) or in the one that runs the instance. */
const rights: Readonly<Record<Rpc, { readonly roles: readonly Role[]; readonly own?: true; readonly services?: readonly string[] }>> = {
  registerOrganisation: { roles: ['dreets-agent', 'dgt'], services: ['instance'] },
  renameOrganisation: { roles: ['dreets-agent', 'dgt'], services: ['instance'] },
  recordAccreditation: { roles: ['dreets-agent', 'dgt'], services: ['instance'] },
  recordHeadcount: { roles: ['dreets-agent', 'dgt'], services: ['instance'] },
  recordSuccession: { roles: ['dreets-agent', 'dgt'], services: ['instance'] },
  getOrganisation: { roles, services: ['instance', 'gateway', 'contracts'] },
  listOrganisations: { roles, services: ['instance', 'gateway', 'contracts'] },
  signIn: { roles: [], services: ['gateway'] },
  getPerson: { roles: [], services: ['gateway', 'instance'] },
  invitePerson: { roles: ['administrator'], own: true, services: ['instance'] },
  grantMembership: { roles: ['administrator'], own: true, services: ['instance'] },
  revokeMembership: { roles: ['administrator'], own: true, services: ['instance'] },
  listMembers: { roles: ['administrator'], own: true, services: ['instance', 'gateway'] },
  listNotices: { roles },
  setNoticeChoice: { roles },
  listOutbox: { roles: ['administrator'], own: true },
};

let instance: TestInstance;
let connection: Connection<DirectoryServer>;
beforeAll(async () => {
  instance = await testInstance();
  const directory = await instance.start('directory', startDirectory, {});
  connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
});
afterAll(async () => {
  connection.close();
  await instance.stop();
});

function request(rpc: Rpc): object {
  const empty = (DirectoryService[rpc] as { requestDeserialize(bytes: Buffer): object }).requestDeserialize(Buffer.alloc(0));
  return { ...empty, ...('organisation' in empty && typeof empty.organisation === 'string' ? { organisation: 'carsat-cvl' } : {}) };
}

async function codeOf(token: string, rpc: Rpc): Promise<string> {
  const call = connection.as(token)[rpc] as (sent: unknown) => Promise<unknown>;
  return call(request(rpc)).then(() => 'allowed', (error: unknown) => {
    if (!(error instanceof Refusal)) return `fault ${String(error)}`;
    // Whoever passes the door and asks for nobody is told that the account is unknown: another refusal than the door's.
    return error.message.startsWith('Votre compte') ? 'passed' : error.code;
  });
}

/** Nobody holds the empty membership: only the instance's own administrator is told so. */
const concerned = (rpc: Rpc): readonly string[] => (rpc === 'revokeMembership' ? ['dreets-24'] : ['dreets-24', 'carsat-cvl']);

test('given the rights, when they are compared with the protocol, then no RPC is without one', () => {
  const rules = access({ authority: 'dreets-24', organisationOfMembership: () => Promise.resolve(undefined) });
  expect(Object.keys(rules).sort()).toEqual([...rpcs].sort());
  expect(Object.keys(rights).sort()).toEqual([...rpcs].sort());
});

describe.each(rpcs)('%s', (rpc) => {
  const { roles: allowed, own, services = [] } = rights[rpc];
  test.each(roles)('as %s, of each organisation', async (role) => {
    for (const organisation of places) {
      const code = await codeOf(await instance.tokenFor(role, organisation), rpc);
      const may = allowed.includes(role) && (!own || concerned(rpc).includes(organisation));
      expect([organisation, code]).toEqual([organisation, may ? expect.not.stringMatching(/forbidden|unauthenticated|fault/) : 'forbidden']);
    }
  });
  test('without a token, as each service', async () => {
    expect(await codeOf('', rpc)).toBe('unauthenticated');
    for (const service of ['instance', 'gateway', 'contracts', 'stranger']) {
      expect([service, (await codeOf(await instance.tokenOfService(service), rpc)) !== 'forbidden']).toEqual([service, services.includes(service)]);
    }
  });
});
