import { regionOf } from '@cpom/kernel';
import { usualScopes, type GatewayConfig } from '@cpom/gateway';
import { readTrust, SettingsError, type Health, type InstanceInfo } from '@cpom/service';
import type { InstanceSettings } from './settings.ts';
import { startInstance, type RunningInstance } from './start-instance.ts';

/** Which instance the settings speak of. */
export function infoOf(settings: InstanceSettings, code: string): InstanceInfo {
  const isNation = code === 'nation';
  return {
    code, kind: isNation ? 'nation' : 'region', name: isNation ? 'National' : (regionOf(code)?.name ?? code),
    authority: settings.CPOM_AUTHORITY ?? (isNation ? 'dgt' : `dreets-${code}`), timeZone: settings.CPOM_TIME_ZONE,
  };
}

/** What a real instance cannot do without; all that lacks is named at once. */
function required(settings: InstanceSettings): Record<'CPOM_ORIGIN' | 'CPOM_OIDC_ISSUER' | 'CPOM_OIDC_CLIENT_ID' | 'CPOM_OIDC_CLIENT_SECRET' | 'CPOM_TRUST_DIR', string> {
  const { CPOM_ORIGIN = '', CPOM_OIDC_ISSUER = '', CPOM_OIDC_CLIENT_ID = '', CPOM_OIDC_CLIENT_SECRET = '', CPOM_TRUST_DIR = '' } = settings;
  const found = { CPOM_ORIGIN, CPOM_OIDC_ISSUER, CPOM_OIDC_CLIENT_ID, CPOM_OIDC_CLIENT_SECRET, CPOM_TRUST_DIR };
  const missing = Object.entries(found).filter(([, value]) => value === '').map(([name]) => `${name} is needed when CPOM_INSTANCE is set`);
  if (missing.length > 0) throw new SettingsError(missing);
  return found;
}

/** Starts one real instance from its settings. */
export async function startSingle(settings: InstanceSettings, code: string, programVersion: string, health?: Health): Promise<RunningInstance> {
  const needed = required(settings);
  const trust = await readTrust(needed.CPOM_TRUST_DIR);
  if (!trust) throw new SettingsError([`CPOM_TRUST_DIR: ${needed.CPOM_TRUST_DIR} must hold authorities.pem, certificate.pem and privateKey.pem`]);
  const info = infoOf(settings, code);
  const gateway: GatewayConfig = {
    port: settings.PORT, host: settings.CPOM_HOST, origin: needed.CPOM_ORIGIN, proxies: settings.CPOM_PROXIES,
    shown: { name: info.name, demo: false, brand: settings.CPOM_BRAND, version: programVersion },
    provider: {
      name: settings.CPOM_OIDC_NAME, issuer: needed.CPOM_OIDC_ISSUER, clientId: needed.CPOM_OIDC_CLIENT_ID, clientSecret: needed.CPOM_OIDC_CLIENT_SECRET,
      scopes: usualScopes, pkce: settings.CPOM_OIDC_PKCE, signingAlg: settings.CPOM_OIDC_ALG,
    },
  };
  return startInstance({ info, dir: settings.DATA_DIR, trust, gateListen: settings.CPOM_GATE_LISTEN, peers: settings.CPOM_PEERS, gateway, logLevel: settings.CPOM_LOG_LEVEL, indicators: settings, directory: settings, programVersion, ...(health ? { health } : {}) });
}
