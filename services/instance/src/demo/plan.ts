import { join } from 'node:path';
import { regionOf } from '@cpom/kernel';
import type { InstanceInfo } from '@cpom/service';
import type { GatewayConfig } from '@cpom/gateway';
import type { DemoClient } from '@cpom/gateway/demo-provider';

/** Which instances the demonstration starts, and on which ports after the first. */
export interface DemoSite {
  readonly info: InstanceInfo;
  readonly port: number;
  readonly dir: string;
}

const regionInfo = (code: string): InstanceInfo =>
  ({ code, kind: 'region', name: regionOf(code)?.name ?? code, authority: `dreets-${code}`, timeZone: 'Europe/Paris' });

const nationInfo: InstanceInfo = { code: 'nation', kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' };

/** Centre-Val de Loire and Île-de-France. */
export const demoRegions: readonly string[] = ['24', '11'];

export const demoSite = (code: string, port: number, dir: string): DemoSite =>
  ({ info: code === nationInfo.code ? nationInfo : regionInfo(code), port, dir: join(dir, code) });

/** The nation on the first port, each region on one of the next. */
export const demoSites = (dir: string, ports: readonly number[], regions = demoRegions): readonly DemoSite[] =>
  [nationInfo.code, ...regions].map((code, index) => demoSite(code, ports[index] ?? 0, dir));

export const originOf = (port: number): string => `http://127.0.0.1:${port}`;

export const clientIdOf = (code: string): string => `cpom-${code}`;

const demoSecret = 'secret-de-demonstration-sans-valeur-1234';

/** How the provider knows an instance's gateway; in one process, nothing is worth a secret. */
export const clientOf = ({ info, port }: DemoSite, clientSecret = demoSecret): DemoClient =>
  ({ clientId: clientIdOf(info.code), clientSecret, origin: originOf(port), name: info.name });

/** The gateway of one demonstration instance: the stand-in identity provider, neutral looks, fictitious data said to be so. */
export const gatewayConfig = (site: DemoSite, issuer: string, version: string): GatewayConfig => ({
  port: site.port, host: '127.0.0.1', origin: originOf(site.port), proxies: 0,
  shown: { name: site.info.name, demo: true, brand: 'neutral', version },
  provider: { name: 'le service d’identification de démonstration', issuer, clientId: clientIdOf(site.info.code), clientSecret: demoSecret, pkce: true, signingAlg: 'RS256' },
});
