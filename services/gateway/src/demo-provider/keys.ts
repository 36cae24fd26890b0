import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';

const keys = z.strictObject({
  jwks: z.strictObject({ keys: z.array(z.record(z.string(), z.string())).min(1) }),
  cookies: z.array(z.string().min(32)).min(1),
});

/** What the stand-in signs with: tokens and its own cookies. */
export type ProviderKeys = z.infer<typeof keys>;

async function make(): Promise<ProviderKeys> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: randomBytes(8).toString('hex') };
  return keys.parse({ jwks: { keys: [jwk] }, cookies: [randomBytes(32).toString('base64url')] });
}

const isAbsent = (error: unknown): boolean => isNativeError(error) && 'code' in error && error.code === 'ENOENT';

/** The keys kept in the folder, made at the first start; only their owner may read the file. */
export async function providerKeys(dir: string): Promise<ProviderKeys> {
  const file = join(dir, 'demo-provider-keys.json');
  try {
    return keys.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  const made = await make();
  await mkdir(dir, { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return made;
}
