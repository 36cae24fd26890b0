import { connect } from '@cpom/service';
import { DirectoryClient, InvitePersonRequest, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import type { RunningInstance } from '../start-instance.ts';
import { demoAccounts } from './accounts.ts';
import { demoOrganisations } from './organisations.ts';

/** A token for the loader, which acts as the instance itself. */
export const loaderToken = ({ identity }: RunningInstance): Promise<string> => identity.sign({ kind: 'service', service: 'instance', requestId: 'demo' });

async function loadDirectory(instance: RunningInstance): Promise<void> {
  const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', instance.addressOf('directory'));
  const directory = connection.as(await loaderToken(instance));
  for (const { id, kind, name, shortName, regions, origin, aliases = [], address = '' } of demoOrganisations(instance.info.code)) {
    await directory.registerOrganisation(RegisterOrganisationRequest.fromPartial({
      cause: `demo-register-${id}`, organisation: { id, kind, names: [{ name, shortName }], regions: [...regions], aliases: [...aliases], address, origin },
    }));
  }
  for (const account of demoAccounts(instance.info.code)) {
    for (const role of account.roles) {
      await directory.invitePerson(InvitePersonRequest.fromPartial({
        cause: `demo-invite-${account.sub}-${role}`, email: account.email, givenName: account.givenName, usualName: account.usualName, organisation: account.organisationId, role, from: '2020-01-01',
      }));
    }
  }
  connection.close();
}

/** Loads the demonstration data of one instance. Twice changes nothing: each request has its cause. */
export async function loadDemo(instance: RunningInstance): Promise<void> {
  await loadDirectory(instance);
  await instance.caughtUp();
}
