// Gives the first administrator of an organisation, before anybody can sign in to do it on a page. To be run while the instance is stopped.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDirectory } from '@cpom/directory';
import { Refusal } from '@cpom/kernel';
import { DirectoryClient, InvitePersonRequest, ListOrganisationsRequest, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { connect, environment, newIdentityKeys, readSettings, SettingsError, type Calls } from '@cpom/service';
import { engineOf } from './engine-settings.ts';
import { openHost } from './host.ts';
import { DataInUse, lockData } from './lock.ts';
import { instanceSettings, type InstanceSettings } from './settings.ts';
import { infoOf } from './single.ts';

const help = `Gives a person a role in an organisation (administrator unless told), while the instance is stopped.

  CPOM_INSTANCE=24 DATA_DIR=… npm run invite -- --email a@b.fr --given Prénom --usual Nom \\
      --organisation dreets-24 [--name "DREETS Centre-Val de Loire" --kind authority] [--role administrator]

--name and --kind register the organisation if the directory does not know it yet. The person signs in with that address.
On the distributed engine: CPOM_ENGINE=distributed MONGO_URL=… KAFKA_BROKERS=… in the place of DATA_DIR. Done again, it changes nothing.
`;

const options = {
  email: { type: 'string' }, given: { type: 'string' }, usual: { type: 'string' }, organisation: { type: 'string' }, name: { type: 'string' },
  kind: { type: 'string', default: 'authority' }, role: { type: 'string', default: 'administrator' }, help: { type: 'boolean', default: false },
} as const;
type Asked = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

async function registerIfNew(directory: Calls<DirectoryServer>, { organisation = '', name, kind = '' }: Asked, region: string): Promise<void> {
  const { organisations } = await directory.listOrganisations(ListOrganisationsRequest.fromPartial({ limit: 500, contains: organisation }));
  if (organisations.some(({ id }) => id === organisation)) return;
  if (!name) throw new SettingsError([`--name is needed: the directory does not know ${organisation} yet`]);
  const regions = region === 'nation' ? [] : [region];
  await directory.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: `register-${organisation}`, organisation: { id: organisation, kind, names: [{ name, shortName: name }], regions } }));
}

async function invite(asked: Asked, settings: InstanceSettings, code: string): Promise<void> {
  const { email = '', given: givenName = '', usual: usualName = '', organisation = '', role = '' } = asked;
  const missing = Object.entries({ email, given: givenName, usual: usualName, organisation }).filter(([, value]) => value === '').map(([name]) => `--${name} is needed`);
  if (missing.length > 0) throw new SettingsError(missing);
  // Nobody but this process reads what it signs: the key ends with it.
  const host = await openHost({ info: infoOf(settings, code), dir: settings.DATA_DIR, logLevel: 'error', engine: engineOf(settings), keys: await newIdentityKeys() });
  try {
    await host.start('directory', (deps) => startDirectory(deps, {}));
    const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', host.addressOf('directory'));
    const directory = connection.as(await host.identity.sign({ kind: 'service', service: 'instance', requestId: 'invite' }));
    await registerIfNew(directory, asked, code);
    await directory.invitePerson(InvitePersonRequest.fromPartial({ cause: `invite-${email}-${organisation}-${role}`, email, givenName, usualName, organisation, role }));
    connection.close();
    const kept = settings.CPOM_ENGINE === 'distributed' ? 'in its database' : join(resolve(settings.DATA_DIR), 'directory');
    process.stdout.write(`${email} holds the role « ${role} » in ${organisation} (instance ${code}, ${kept}).\n`);
  } finally {
    await host.stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) { process.stdout.write(help); return; }
  const settings = readSettings(instanceSettings, environment());
  if (settings.CPOM_INSTANCE === undefined) throw new SettingsError(['CPOM_INSTANCE is needed: the demonstration has its own accounts']);
  // On the distributed engine nothing is kept in the folder.
  const release = settings.CPOM_ENGINE === 'embedded' ? await lockData(resolve(settings.DATA_DIR)) : () => Promise.resolve();
  await invite(values, settings, settings.CPOM_INSTANCE).finally(release);
}

main().catch((error: unknown) => {
  const mendable = error instanceof SettingsError || error instanceof DataInUse || error instanceof Refusal || (error instanceof TypeError && 'code' in error);
  process.stderr.write(`${mendable ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exit(1);
});
