import { connect, type Calls, type Connection, type Role, type Running } from '@cpom/service';
import { testClock, testInstance, type TestInstance } from '@cpom/testing';
import { DirectoryClient, InvitePersonRequest, ListOutboxRequest, RegisterOrganisationRequest, type DirectoryServer, type Notice } from '@cpom/proto/directory/v1/directory';
import type { DirectoryConfig } from '../config.ts';
import { startDirectory } from '../service.ts';
import { fakeMailer, service, type FakeMailer } from './kit.fixture.ts';

/** For tests: a directory with a DREETS, a fund and a service, its mailer in the test's hand. */
export interface Told {
  readonly instance: TestInstance;
  readonly mailer: FakeMailer;
  /** With or without its mailer; what an earlier run left is there. */
  restart(mailing?: boolean): Promise<void>;
  invite(role: Role, organisation: string): Promise<string>;
  revokeAll(personId: string): Promise<void>;
  as(role: Role, organisation: string, personId: string): Promise<Calls<DirectoryServer>>;
  /** As the administrator of the DREETS sees it. */
  outbox(more?: Partial<ListOutboxRequest>): Promise<readonly Notice[]>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export const fill = { awaited: [{ side: 'spsti', act: 'fill', since: '2026-01-05' }] };
const config: DirectoryConfig = { CPOM_ORIGIN: 'https://cpom.exemple.fr' };
const organisations = [['dreets-24', 'authority'], ['carsat-cvl', 'fund'], [service, 'service']] as const;

export async function tellDirectory(): Promise<Told> {
  const [instance, mailer] = [await testInstance(undefined, testClock('2026-03-02T08:00:00.000Z')), fakeMailer()];
  const open = async (mailing: boolean): Promise<{ directory: Running; connection: Connection<DirectoryServer> }> => {
    const directory = await instance.start('directory', (deps, settings: DirectoryConfig) => (mailing ? startDirectory(deps, settings, mailer) : startDirectory(deps, settings)), config);
    return { directory, connection: connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', directory.address) };
  };
  let running = await open(true);
  const as = async (role: Role, organisation: string, personId: string) => running.connection.as(await instance.tokenFor(role, organisation, personId));
  const loader = async () => running.connection.as(await instance.tokenOfService('instance'));
  for (const [id, kind] of organisations) {
    await (await loader()).registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: id, organisation: { id, kind, names: [{ name: `Nom ${kind}`, shortName: '' }], regions: ['24'] } }));
  }
  return {
    instance, mailer, as,
    restart: async (mailing = true) => {
      running.connection.close();
      await running.directory.stop();
      running = await open(mailing);
    },
    invite: async (role, organisation) => {
      const { id } = await (await loader()).invitePerson(InvitePersonRequest.fromPartial({ cause: `${role}-${organisation}`, email: `${role}@${organisation}.exemple.fr`, givenName: 'Prénom', usualName: 'Durand-Inventé', organisation, role, from: '2020-01-01' }));
      return id;
    },
    revokeAll: async (personId) => {
      const { memberships } = await (await loader()).getPerson({ personId });
      for (const { id } of memberships) await (await loader()).revokeMembership({ cause: id, personId, membershipId: id, reason: 'départ' });
    },
    outbox: async (more = {}) => (await (await as('administrator', 'dreets-24', 'admin')).listOutbox(ListOutboxRequest.fromPartial({ limit: 500, ...more }))).notices,
    settle: () => running.directory.caughtUp(),
    stop: async () => {
      running.connection.close();
      await instance.stop();
    },
  };
}
