import { join } from 'node:path';
import { clientIdOf, originOf, type DemoSite } from '../demo/plan.ts';
import { serviceNames } from '../services.ts';
import { handedTo, speaksAbroad, trustIn } from './hand-out.ts';

/** Where the services of one instance of the demonstration are, each in a process of its own. */
export interface SitePlan {
  readonly site: DemoSite;
  /** host:port by service; the gateway's is the site. */
  readonly addresses: ReadonlyMap<string, string>;
}

/** What all of them are told alike. */
export interface Common {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly issuer: string;
  readonly dir: string;
  /** What `handOut` made: keys, certificates, and by what the provider knows each instance. */
  readonly keys: string;
  readonly clientSecrets: Readonly<Record<string, string>>;
  /** `24=Centre-Val de Loire@127.0.0.1:7001,…`: the gates that the nation follows. */
  readonly peers: string;
}

const here = '127.0.0.1';

/** Gives each service that is called by others a port; the gateway has its own. */
export function planSites(sites: readonly DemoSite[], ports: readonly number[]): readonly SitePlan[] {
  const left = [...ports];
  return sites.map((site) => ({
    site,
    addresses: new Map(serviceNames[site.info.kind].map((service) => [service, `${here}:${service === 'gateway' ? site.port : left.shift() ?? 0}`])),
  }));
}

/** How many ports that takes. */
export const portsFor = (sites: readonly DemoSite[]): number => sites.reduce((sum, { info }) => sum + serviceNames[info.kind].length - 1, 0);

/** The gates to follow, as CPOM_PEERS says them. */
export const peersOf = (plans: readonly SitePlan[]): string =>
  plans.flatMap(({ site, addresses }) => (addresses.has('gate') ? [`${site.info.code}=${site.info.name}@${addresses.get('gate')}`] : [])).join(',');

/** The settings of one process: all that a real one would be given, and nothing else. */
export function environmentOf(service: string, { site, addresses }: SitePlan, { environment, issuer, dir, keys, clientSecrets, peers }: Common): Record<string, string | undefined> {
  const { info, port } = site;
  const given = handedTo(keys, info.code, service);
  return {
    ...environment,
    CPOM_ENGINE: 'distributed', CPOM_INSTANCE: info.code, CPOM_SERVICE: service, CPOM_DEMO: '1',
    CPOM_ADDRESSES: [...addresses].map(([name, address]) => `${name}=${address}`).join(','),
    CPOM_KEYS_DIR: given, CPOM_TRUST_DIR: speaksAbroad.has(service) ? trustIn(given) : '', CPOM_GATE_LISTEN: addresses.get('gate'), CPOM_PEERS: info.kind === 'nation' ? peers : '',
    DATA_DIR: join(dir, info.code), PORT: String(port), CPOM_ORIGIN: originOf(port),
    CPOM_OIDC_NAME: 'le service d’identification de démonstration', CPOM_OIDC_ISSUER: issuer, CPOM_OIDC_CLIENT_ID: clientIdOf(info.code), CPOM_OIDC_CLIENT_SECRET: clientSecrets[info.code], CPOM_OIDC_PKCE: '1',
  };
}
