import { webcrypto } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Certificates from '@peculiar/x509';
import { instanceUri, type Trust } from './trust.ts';

// Keys made at first start, for a demonstration or a test: a real instance is given its own by its operator.
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const tenYears = 3_650 * 86_400_000;

type Keys = Awaited<ReturnType<typeof webcrypto.subtle.generateKey>> & CryptoKeyPair;
type CryptoKeyPair = { readonly privateKey: webcrypto.CryptoKey; readonly publicKey: webcrypto.CryptoKey };

/** An authority that can sign certificates for instances. */
export interface DemoAuthority {
  readonly certificate: string;
  /** Validity in milliseconds since 1970; ten years from now unless told. */
  issue(instance: string, validity?: { readonly from: number; readonly to: number }): Promise<Trust>;
}

const newKeys = (): Promise<Keys> => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<Keys>;
const pem = (label: string, bytes: ArrayBuffer): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64').replace(/.{64}/g, '$&\n').trim()}\n-----END ${label}-----\n`;
const privatePem = async (keys: Keys): Promise<string> => pem('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));

/** Loaded when a certificate is made: an instance that is given its own never needs these two hundred modules. */
async function certificates(): Promise<typeof Certificates> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

async function issue(authority: { keys: Keys; certificate: Certificates.X509Certificate }, instance: string, from: number, to: number): Promise<Trust> {
  const x509 = await certificates();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=cpom-${instance}`, issuer: authority.certificate.subject, notBefore: new Date(from), notAfter: new Date(to),
    publicKey: keys.publicKey, signingKey: authority.keys.privateKey, signingAlgorithm: algorithm,
    extensions: [
      new x509.SubjectAlternativeNameExtension([{ type: 'url', value: instanceUri(instance) }, { type: 'ip', value: '127.0.0.1' }, { type: 'dns', value: 'localhost' }]),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth, x509.ExtendedKeyUsage.serverAuth]),
    ],
  });
  return { authorities: Buffer.from(authority.certificate.toString('pem')), certificate: Buffer.from(certificate.toString('pem')), privateKey: Buffer.from(await privatePem(keys)) };
}

/** A new authority, its key kept in memory only. */
export async function newDemoAuthority(now = Date.now()): Promise<DemoAuthority> {
  const x509 = await certificates();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=cpom demonstration', keys, notBefore: new Date(now - 60_000), notAfter: new Date(now + tenYears), signingAlgorithm: algorithm,
    extensions: [new x509.BasicConstraintsExtension(true, 1, true)],
  });
  return {
    certificate: certificate.toString('pem'),
    issue: (instance, validity) => issue({ keys, certificate }, instance, validity?.from ?? now - 60_000, validity?.to ?? now + tenYears),
  };
}

const names = ['authorities', 'certificate', 'privateKey'] as const;

/** Reads what `saveTrust` wrote, or undefined. */
export async function readTrust(dir: string): Promise<Trust | undefined> {
  try {
    const [authorities, certificate, privateKey] = await Promise.all(names.map((name) => readFile(join(dir, `${name}.pem`))));
    return authorities && certificate && privateKey ? { authorities, certificate, privateKey } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes a trust into a folder, whole or not at all; the key is readable by its owner alone. */
export async function saveTrust(dir: string, trust: Trust): Promise<void> {
  const partial = `${dir}.partial`;
  await mkdir(partial, { recursive: true });
  for (const name of names) await writeFile(join(partial, `${name}.pem`), trust[name]);
  await chmod(join(partial, 'privateKey.pem'), 0o600);
  await rename(partial, dir);
}

/** The certificates of several instances under one new authority, made at the first call and kept in `dir/<instance>`. */
export async function demoTrust(dir: string, instances: readonly string[]): Promise<ReadonlyMap<string, Trust>> {
  const found = await Promise.all(instances.map((instance) => readTrust(join(dir, instance))));
  if (found.every((trust) => trust !== undefined)) return new Map(instances.map((instance, index) => [instance, found[index] as Trust]));
  await mkdir(dir, { recursive: true });
  const authority = await newDemoAuthority();
  const made = new Map<string, Trust>();
  for (const instance of instances) {
    const trust = await authority.issue(instance);
    await saveTrust(join(dir, instance), trust);
    made.set(instance, trust);
  }
  return made;
}
