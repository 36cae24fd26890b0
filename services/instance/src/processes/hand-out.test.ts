import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTrust, type Caller } from '@cpom/service';
import { openKeyring } from '../keyring.ts';
import { readKeyring } from '../keys.ts';
import { serviceNames } from '../services.ts';
import { clientSecrets, handedTo, handOut, speaksAbroad, trustIn } from './hand-out.ts';
import { loaderIdentity } from './loader.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-keys-'));
  await handOut(dir, ['nation', '24']);
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const holders = (['region', 'nation'] as const).flatMap((kind) => serviceNames[kind].map((service) => [kind === 'region' ? '24' : 'nation', service] as const));

describe('what each service is handed', () => {
  test.each(holders)('given %s/%s, then its folder holds everybody\'s public key, its own private one and no other', async (code, service) => {
    const files = await readdir(handedTo(dir, code, service));
    const all = serviceNames[code === 'nation' ? 'nation' : 'region'];
    expect(files.filter((file) => file.endsWith('.public.pem')).sort()).toEqual([...all, 'instance'].map((name) => `${name}.public.pem`).sort());
    expect(files.filter((file) => file.endsWith('.private.pem'))).toEqual([`${service}.private.pem`]);
    expect(files.includes('trust')).toBe(speaksAbroad.has(service));
    expect(files.includes('sign-in.env')).toBe(service === 'gateway');
    expect(((await stat(join(handedTo(dir, code, service), `${service}.private.pem`))).mode & 0o077)).toBe(0);
  });

  test('given two instances, then one authority vouches for both, and each has a secret of its own at the sign-in', async () => {
    const [gate, collector] = [await readTrust(trustIn(handedTo(dir, '24', 'gate'))), await readTrust(trustIn(handedTo(dir, 'nation', 'collector')))];
    expect(gate?.authorities).toEqual(collector?.authorities);
    const secrets = await clientSecrets(join(dir, 'provider'));
    expect(new Set(Object.values(secrets)).size).toBe(2);
    expect(await readFile(join(handedTo(dir, '24', 'gateway'), 'sign-in.env'), 'utf8')).toBe(`CPOM_OIDC_CLIENT_SECRET=${secrets['24']}\n`);
  });

  test('given the same once more, then nobody has other keys', async () => {
    const read = async (): Promise<readonly string[]> => Promise.all((await readdir(dir, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort().map(async (file) => `${file} ${await readFile(file, 'utf8')}`));
    const before = await read();
    await handOut(dir, ['nation', '24']);
    expect(await read()).toEqual(before);
  });
});

test('given who loads the data, when it speaks for a person and for the instance, then the services of that instance believe it', async () => {
  const loader = await loaderIdentity(handedTo(dir, '24', 'loader'), '24');
  const contracts = await openKeyring(await readKeyring(handedTo(dir, '24', 'contracts'), 'contracts'), '24', Date.now);
  const callers: readonly Caller[] = [{ kind: 'service', service: 'instance', requestId: 'r' }, { kind: 'person', personId: 'p', memberships: [], requestId: 'r' }];
  for (const caller of callers) expect(await contracts.verify(await loader.sign(caller))).toMatchObject({ kind: caller.kind });
});
