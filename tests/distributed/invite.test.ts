import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startInstance, type InstancePlan } from '@cpom/instance';
import { DirectoryClient, ListMembersRequest, type DirectoryServer, type Person } from '@cpom/proto/directory/v1/directory';
import { connect } from '@cpom/service';
import { onEngine } from '@cpom/testing';
import { planOf, regionInfo } from '../crash/pair.ts';
import { runCommand, type Ran } from '../support/command.ts';

// The first day of the README: nobody can sign in yet, and the command gives the first administrator.
const command = fileURLToPath(new URL('../../services/instance/src/invite.ts', import.meta.url));
const first = ['--email', 'premier@centre.example', '--given', 'Prénom', '--usual', 'Nom', '--organisation', 'dreets-24', '--name', 'DREETS Centre-Val de Loire'];

const invite = (settings: Readonly<Record<string, string>>, args: readonly string[]): Promise<Ran> => runCommand(command, { CPOM_INSTANCE: '24', ...settings }, args);

/** Whom the instance knows once it runs. */
async function members(dir: string, engine?: InstancePlan['engine']): Promise<readonly Person[]> {
  const region = await startInstance(await planOf(regionInfo, dir, engine ? { engine } : {}));
  const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', region.addressOf('directory'));
  try {
    await region.caughtUp();
    const directory = connection.as(await region.identity.sign({ kind: 'service', service: 'instance', requestId: 'test' }));
    return (await directory.listMembers(ListMembersRequest.fromPartial({ organisation: 'dreets-24', limit: 10 }))).people;
  } finally {
    connection.close();
    await region.stop();
  }
}

const asExpected = [expect.objectContaining({ email: 'premier@centre.example', memberships: [expect.objectContaining({ organisation: 'dreets-24', role: 'administrator' })] })];
let dir = '';
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'cpom-invite-')); });
afterEach(async () => { await rm(dir, { recursive: true, force: true }); });

describe('the first administrator, on the embedded engine', () => {
  const settings = (): Record<string, string> => ({ DATA_DIR: join(dir, '24') });

  test('given an instance that nobody has entered, when the command is run twice, then one person administers it, once', async () => {
    for (const again of [1, 2]) expect({ again, ...(await invite(settings(), first)) }).toEqual({ again, code: 0, said: `premier@centre.example holds the role « administrator » in dreets-24 (instance 24, ${join(dir, '24', 'directory')}).\n` });
    expect(await members(dir)).toEqual(asExpected);
  });

  test.each([
    ['no address', ['--given', 'Prénom'], '--email is needed'],
    ['an unknown option', ['--mail', 'x'], "Unknown option '--mail'"],
    ['an organisation that nobody has named', first.slice(0, -2), '--name is needed: the directory does not know dreets-24 yet'],
    ['a role that this kind of organisation does not have', [...first, '--role', 'chef'], 'Ce rôle n\'existe pas'],
  ])('given %s, then the sentence names it, and there is no stack', async (_what, args, sentence) => {
    const { code, said } = await invite(settings(), args);
    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(sentence) });
    expect(said).not.toContain('    at ');
  });
});

await onEngine('the first administrator, on the distributed engine', (given) => {
  test('given an instance that nobody has entered, when the command is run twice, then one person administers it, once, and nothing is left in a folder', async () => {
    const [namespace, { mongoUrl, kafkaBrokers }] = [`invite${randomUUID().slice(0, 6)}`, given()];
    const settings = { CPOM_ENGINE: 'distributed', CPOM_NAMESPACE: namespace, MONGO_URL: mongoUrl, KAFKA_BROKERS: kafkaBrokers, DATA_DIR: join(dir, 'none') };
    for (const again of [1, 2]) expect({ again, ...(await invite(settings, first)) }).toEqual({ again, code: 0, said: 'premier@centre.example holds the role « administrator » in dreets-24 (instance 24, in its database).\n' });
    expect(await readdir(dir)).toEqual([]);
    expect(await members(dir, { kind: 'distributed', namespace, mongo: { url: mongoUrl }, kafka: { brokers: kafkaBrokers.split(',') } })).toEqual(asExpected);
  }, 240_000);
});
