import { join } from 'node:path';
import { demoTrust, type InstanceInfo } from '@cpom/service';
import { startInstance, type InstancePlan, type RunningInstance } from '@cpom/instance';

/** A region and the nation in one process, as `npm start` has them, on free ports. */
export interface Pair {
  readonly region: RunningInstance;
  readonly nation: RunningInstance;
  stop(): Promise<void>;
}

export const regionInfo: InstanceInfo = { code: '24', kind: 'region', name: 'Centre-Val de Loire', authority: 'dreets-24', timeZone: 'Europe/Paris' };
export const nationInfo: InstanceInfo = { code: 'nation', kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' };
const nowhere = 'http://127.0.0.1:9';

/** What one instance of the pair is told; its certificates and folder are under `dir`. The embedded engine unless told. */
export async function planOf(info: InstanceInfo, dir: string, more: Partial<Pick<InstancePlan, 'peers' | 'gateListen' | 'engine'>> = {}): Promise<InstancePlan> {
  const own = (await demoTrust(join(dir, 'trust'), ['24', 'nation'])).get(info.code);
  if (!own) throw new Error(`no certificate for ${info.code}`);
  return {
    info, dir: join(dir, info.code), trust: own, gateListen: '127.0.0.1:0', peers: [], logLevel: 'error', programVersion: 'test',
    indicators: { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 },
    gateway: {
      port: 0, host: '127.0.0.1', origin: nowhere, proxies: 0, shown: { name: info.name, demo: true, brand: 'neutral', version: 'test' },
      provider: { name: 'nobody', issuer: nowhere, clientId: 'x', clientSecret: 'x', scopes: ['openid'], pkce: true, signingAlg: 'RS256' },
    },
    ...more,
  };
}

/** The nation's peer: the region, where its gate is. */
export const peerAt = (address: string): InstancePlan['peers'] => [{ code: '24', name: 'Centre-Val de Loire', address }];

export async function startPair(dir: string): Promise<Pair> {
  const region = await startInstance(await planOf(regionInfo, dir));
  const nation = await startInstance(await planOf(nationInfo, dir, { peers: peerAt(region.addressOf('gate')) }));
  return { region, nation, stop: async () => { await nation.stop(); await region.stop(); } };
}
