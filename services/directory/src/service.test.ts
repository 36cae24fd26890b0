import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Refusal } from '@cpom/kernel';
import { connect, type Connection, type Running } from '@cpom/service';
import { testInstance, type TestInstance } from '@cpom/testing';
import {
  DirectoryClient, GrantMembershipRequest, InvitePersonRequest, ListMembersRequest, ListOrganisationsRequest, RecordAccreditationRequest,
  RegisterOrganisationRequest, type DirectoryServer,
} from '@cpom/proto/directory/v1/directory';
import { startDirectory } from './service.ts';

let instance: TestInstance;
let directory: Running;
let connection: Connection<DirectoryServer>;

const siren = '732829320';
const register = (id: string, kind: string, name: string) =>
  RegisterOrganisationRequest.fromPartial({ cause: `register-${id}`, organisation: { id, kind, names: [{ name, shortName: name }], origin: 'test' } });

beforeAll(async () => {
  instance = await testInstance();
  directory = await instance.start('directory', startDirectory, {});
  connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
});

afterAll(async () => {
  connection.close();
  await instance.stop();
});

const asAgent = async () => connection.as(await instance.tokenFor('dreets-agent', 'dreets-24'));
const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  const error: unknown = await call.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};

describe('organisations', () => {
  test('given a registered service, when it is searched without accents, then it is found with what was recorded', async () => {
    const agent = await asAgent();
    await agent.registerOrganisation(register(siren, 'service', 'Santé au travail du Loiret'));
    const written = await agent.recordAccreditation(RecordAccreditationRequest.fromPartial({
      cause: 'accreditation', id: siren, accreditation: { grantedOn: '2023-01-01', expiresOn: '2027-12-31', state: 'granted' },
    }));
    const found = await agent.listOrganisations(ListOrganisationsRequest.fromPartial({ contains: 'sante LOIRET', atLeast: written.position }));
    expect(found).toMatchObject({ total: 1, upToDate: true });
    expect(found.organisations[0]).toMatchObject({ id: siren, accreditations: [{ expiresOn: '2027-12-31' }] });
  });

  test('given a request sent twice, when the second arrives, then it answers what the first did', async () => {
    const agent = await asAgent();
    const request = register('carsat-cvl', 'fund', 'Carsat Centre-Val de Loire');
    expect(await agent.registerOrganisation(request)).toEqual(await agent.registerOrganisation(request));
  });

  test('given nine digits with a wrong key, when they are given as a SIREN, then the field is named', async () => {
    const refusal = await refusalOf((await asAgent()).registerOrganisation(register('732829321', 'service', 'X')));
    expect(refusal).toMatchObject({ code: 'invalid', details: [{ field: 'id' }] });
  });

  test('given a reader, when an organisation is registered, then the role that would be needed is named', async () => {
    const reader = connection.as(await instance.tokenFor('reader', 'dreets-24'));
    const refusal = await refusalOf(reader.registerOrganisation(register('x', 'fund', 'X')));
    expect(refusal.code).toBe('forbidden');
    expect(refusal.message).toContain('agent de la DREETS');
  });

  test('given no token, when anything is asked, then it is refused', async () => {
    const refusal = await refusalOf(connection.as('').listOrganisations(ListOrganisationsRequest.fromPartial({})));
    expect(refusal.code).toBe('unauthenticated');
  });
});

describe('people', () => {
  test('given an invited person, when that person signs in, then the roles held today come back', async () => {
    const agent = await asAgent();
    await agent.registerOrganisation(register('dreets-24', 'authority', 'DREETS Centre-Val de Loire'));
    const administrator = connection.as(await instance.tokenFor('administrator', 'dreets-24'));
    await administrator.invitePerson(InvitePersonRequest.fromPartial({
      cause: 'invite', email: 'Agent.Un@exemple.fr', givenName: 'Agent', usualName: 'Un', organisation: 'dreets-24', role: 'dreets-agent',
    }));
    const gateway = connection.as(await instance.tokenOfService('gateway'));
    const person = await gateway.signIn({ sub: 'sub-1', email: 'agent.un@exemple.fr', givenName: 'Agent', usualName: 'Un' });
    expect(person.memberships).toMatchObject([{ organisation: 'dreets-24', role: 'dreets-agent', active: true }]);
    expect((await refusalOf(gateway.signIn({ sub: 'other', email: 'agent.un@exemple.fr', givenName: '', usualName: '' }))).code).toBe('forbidden');

    await administrator.revokeMembership({ cause: 'revoke', personId: person.personId, membershipId: person.memberships[0]?.id ?? '', reason: 'départ' });
    expect((await gateway.getPerson({ personId: person.personId })).memberships).toEqual([]);
  });

  test('given an administrator of another organisation, when members are listed, then it is refused', async () => {
    const other = connection.as(await instance.tokenFor('administrator', 'carsat-cvl'));
    expect((await refusalOf(other.listMembers(ListMembersRequest.fromPartial({ organisation: 'dreets-24' })))).code).toBe('forbidden');
  });

  test('given a role of another kind of organisation, when it is granted, then the field is named', async () => {
    const administrator = connection.as(await instance.tokenFor('administrator', 'dreets-24'));
    const refusal = await refusalOf(administrator.grantMembership(GrantMembershipRequest.fromPartial({ cause: 'c', personId: 'p', organisation: 'dreets-24', role: 'spsti-director' })));
    expect(refusal).toMatchObject({ code: 'invalid', details: [{ field: 'role' }] });
  });
});

test('given a stopped service, when it starts again, then it answers what was recorded', async () => {
  await directory.stop();
  directory = await instance.start('directory', startDirectory, {});
  const again = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address);
  const page = await again.as(await instance.tokenFor('reader', 'dreets-24')).listOrganisations(ListOrganisationsRequest.fromPartial({}));
  again.close();
  expect(page.total).toBe(3);
});
