import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newIdentityKeys, SettingsError } from '@cpom/service';
import type { Keyring } from './keyring.ts';

const publicName = (service: string): string => `${service}.public.pem`;
const privateName = (service: string): string => `${service}.private.pem`;

/** Makes the pair of each service that has none yet: `<service>.public.pem` for all to read, `<service>.private.pem` for it alone. */
export async function makeKeys(dir: string, services: readonly string[]): Promise<readonly string[]> {
  await mkdir(dir, { recursive: true });
  const missing = services.filter((service) => !existsSync(join(dir, publicName(service))));
  for (const service of missing) {
    const { privatePem, publicPem } = await newIdentityKeys();
    await writeFile(join(dir, privateName(service)), privatePem, { mode: 0o600 });
    await writeFile(join(dir, publicName(service)), publicPem);
  }
  return missing;
}

/** Reads the keys that one service is given: every public key of the folder, and its own private one. */
export async function readKeyring(dir: string, self: string): Promise<Keyring> {
  const files = await readdir(dir).catch(() => { throw new SettingsError([`CPOM_KEYS_DIR: ${dir} cannot be read`]); });
  const known = files.flatMap((file) => /^([a-z-]+)\.public\.pem$/.exec(file)?.[1] ?? []);
  const privatePem = await readFile(join(dir, privateName(self)), 'utf8').catch(() => { throw new SettingsError([`CPOM_KEYS_DIR: ${dir} holds no ${privateName(self)}: see npm run keys`]); });
  const publicPems = new Map(await Promise.all(known.map(async (service) => [service, await readFile(join(dir, publicName(service)), 'utf8')] as const)));
  return { self, privatePem, publicPems };
}
