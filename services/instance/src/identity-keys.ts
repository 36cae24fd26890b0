import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newIdentityKeys, type KeyPair } from '@cpom/service';

/** The instance's own signing keys, made at the first start and kept for its owner alone. */
export async function identityKeys(dir: string): Promise<KeyPair> {
  const file = join(dir, 'identity.json');
  try {
    return JSON.parse(await readFile(file, 'utf8')) as KeyPair;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const keys = await newIdentityKeys();
  await mkdir(dir, { recursive: true });
  await writeFile(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}
