import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoTrust, saveTrust, type Trust } from '@cpom/service';
import { makeKeys } from '../keys.ts';
import { serviceNames } from '../services.ts';

/** What one holder is given and nobody else: a service, or who fills the demonstration. */
export const handedTo = (dir: string, code: string, holder: string): string => join(dir, code, holder);
/** Where a service that speaks with other instances finds its certificate, in what it was given. */
export const trustIn = (folder: string): string => join(folder, 'trust');
export const speaksAbroad: ReadonlySet<string> = new Set(['gate', 'collector']);

const loader = 'loader';
const clientsFile = (dir: string): string => join(dir, 'provider', 'clients.json');
const servicesOf = (code: string): readonly string[] => serviceNames[code === 'nation' ? 'nation' : 'region'];
const secret = { mode: 0o600 } as const;

/** What was made for one instance, before it is shared out. */
interface Made {
  readonly code: string;
  readonly folder: string;
  readonly trust: Trust;
  /** By which its gateway is known to the sign-in provider. */
  readonly clientSecret: string;
}

async function secretIn(file: string): Promise<string> {
  await writeFile(file, randomBytes(24).toString('base64url'), { ...secret, flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  return readFile(file, 'utf8');
}

async function make(dir: string, codes: readonly string[]): Promise<readonly Made[]> {
  const trusts = await demoTrust(join(dir, 'made', 'trust'), codes);
  return Promise.all([...trusts].map(async ([code, trust]): Promise<Made> => {
    const folder = join(dir, 'made', code);
    await makeKeys(folder, [...servicesOf(code), 'instance']);
    return { code, folder, trust, clientSecret: await secretIn(join(folder, 'client-secret')) };
  }));
}

/** Everybody's public keys, and the private ones of those it speaks as. */
async function giveKeys({ code, folder }: Made, to: string, speaksAs: readonly string[]): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of [...servicesOf(code), 'instance']) {
    await writeFile(join(to, `${name}.public.pem`), await readFile(join(folder, `${name}.public.pem`)));
    if (speaksAs.includes(name)) await writeFile(join(to, `${name}.private.pem`), await readFile(join(folder, `${name}.private.pem`)), secret);
  }
}

async function share(dir: string, made: Made): Promise<void> {
  for (const service of servicesOf(made.code)) {
    const to = handedTo(dir, made.code, service);
    await giveKeys(made, to, [service]);
    if (speaksAbroad.has(service)) {
      await rm(trustIn(to), { recursive: true, force: true });
      await saveTrust(trustIn(to), made.trust);
    }
    if (service === 'gateway') await writeFile(join(to, 'sign-in.env'), `CPOM_OIDC_CLIENT_SECRET=${made.clientSecret}\n`, secret);
  }
  await giveKeys(made, handedTo(dir, made.code, loader), ['instance', 'gateway']);
}

/**
 * Makes what the instances of a demonstration know each other and themselves by, and gives each service a folder of its own with what
 * it may know. What was made before stays. The loader alone may speak for people beside the gateway: it fills the demonstration.
 */
export async function handOut(dir: string, codes: readonly string[]): Promise<void> {
  const made = await make(dir, codes);
  for (const one of made) await share(dir, one);
  await mkdir(join(dir, 'provider'), { recursive: true });
  await writeFile(clientsFile(dir), JSON.stringify(Object.fromEntries(made.map(({ code, clientSecret }) => [code, clientSecret]))), secret);
}

/** By which each instance's gateway is known to the provider; the folder is the one that was handed to the provider. */
export const clientSecrets = async (folder: string): Promise<Readonly<Record<string, string>>> =>
  JSON.parse(await readFile(join(folder, 'clients.json'), 'utf8')) as Record<string, string>;
