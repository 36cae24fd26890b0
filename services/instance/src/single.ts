import { regionOf } from '@cpom/kernel';
import type { GatewayConfig } from '@cpom/gateway';
import { readTrust, SettingsError, type Health, type InstanceInfo, type Trust } from '@cpom/service';
import { engineOf } from './engine-settings.ts';
import { readKeyring } from './keys.ts';
import { serviceNames } from './services.ts';
import type { InstanceSettings } from './settings.ts';
import { startInstance, type InstancePlan, type RunningInstance } from './start-instance.ts';

/** Which instance the settings speak of. */
export function infoOf(settings: InstanceSettings, code: string): InstanceInfo {
  const isNation = code === 'nation';
  return {
    code, kind: isNation ? 'nation' : 'region', name: isNation ? 'National' : (regionOf(code)?.name ?? code),
    authority: settings.CPOM_AUTHORITY ?? (isNation ? 'dgt' : `dreets-${code}`), timeZone: settings.CPOM_TIME_ZONE,
  };
}

const neededBy: Readonly<Record<string, readonly (keyof InstanceSettings)[]>> = {
  gateway: ['CPOM_ORIGIN', 'CPOM_OIDC_ISSUER', 'CPOM_OIDC_CLIENT_ID', 'CPOM_OIDC_CLIENT_SECRET'],
  gate: ['CPOM_TRUST_DIR'],
  collector: ['CPOM_TRUST_DIR'],
};

/** What the services that are started cannot do without; all that lacks is named at once. */
function requireAll(settings: InstanceSettings, services: readonly string[]): void {
  const names = new Set(services.flatMap((service) => neededBy[service] ?? []));
  const alone: readonly (keyof InstanceSettings)[] = settings.CPOM_SERVICE === undefined ? [] : ['CPOM_KEYS_DIR'];
  const missing = [...names, ...alone].filter((name) => !settings[name]).map((name) => `${name} is needed when CPOM_INSTANCE is set${alone.length > 0 ? `, by CPOM_SERVICE=${settings.CPOM_SERVICE}` : ''}`);
  const apart = settings.CPOM_SERVICE !== undefined && settings.CPOM_ENGINE === 'embedded' ? ['CPOM_SERVICE needs CPOM_ENGINE=distributed: a process alone cannot share files with the others'] : [];
  if (missing.length + apart.length > 0) throw new SettingsError([...missing, ...apart]);
}

const gatewayOf = (settings: InstanceSettings, info: InstanceInfo, version: string): GatewayConfig => ({
  port: settings.PORT, host: settings.CPOM_HOST, origin: settings.CPOM_ORIGIN ?? '', proxies: settings.CPOM_PROXIES,
  shown: { name: info.name, demo: settings.CPOM_DEMO, brand: settings.CPOM_BRAND, version },
  provider: {
    name: settings.CPOM_OIDC_NAME, issuer: settings.CPOM_OIDC_ISSUER ?? '', clientId: settings.CPOM_OIDC_CLIENT_ID ?? '', clientSecret: settings.CPOM_OIDC_CLIENT_SECRET ?? '',
    pkce: settings.CPOM_OIDC_PKCE, signingAlg: settings.CPOM_OIDC_ALG,
  },
});

async function trustOf({ CPOM_TRUST_DIR: dir }: InstanceSettings): Promise<Trust | undefined> {
  if (dir === undefined) return undefined;
  const trust = await readTrust(dir);
  if (!trust) throw new SettingsError([`CPOM_TRUST_DIR: ${dir} must hold authorities.pem, certificate.pem and privateKey.pem`]);
  return trust;
}

/** The one service of this process, where it is told to be alone. */
async function aloneOf({ CPOM_SERVICE: service, CPOM_ADDRESSES: addresses, CPOM_LISTEN, CPOM_KEYS_DIR = '' }: InstanceSettings): Promise<Pick<InstancePlan, 'only'>> {
  if (service === undefined) return {};
  return { only: { service, addresses, listen: CPOM_LISTEN ?? addresses.get(service) ?? '127.0.0.1:0', keyring: await readKeyring(CPOM_KEYS_DIR, service) } };
}

/** Starts one real instance, or one service of it, from its settings. */
export async function startSingle(settings: InstanceSettings, code: string, programVersion: string, health?: Health): Promise<RunningInstance> {
  const info = infoOf(settings, code);
  const services = settings.CPOM_SERVICE === undefined ? serviceNames[info.kind] : [settings.CPOM_SERVICE];
  if (!services.every((service) => serviceNames[info.kind].includes(service))) throw new SettingsError([`CPOM_SERVICE: ${services.join()} is not part of a ${info.kind}`]);
  requireAll(settings, services);
  const trust = await trustOf(settings);
  return startInstance({
    info, dir: settings.DATA_DIR, gateListen: settings.CPOM_GATE_LISTEN, peers: settings.CPOM_PEERS, logLevel: settings.CPOM_LOG_LEVEL,
    engine: engineOf(settings), indicators: settings, directory: settings, programVersion,
    ...(services.includes('gateway') ? { gateway: gatewayOf(settings, info, programVersion) } : {}), ...(trust ? { trust } : {}), ...(health ? { health } : {}), ...(await aloneOf(settings)),
  });
}
