import { join } from 'node:path';
import { demoTrust, type InstanceInfo } from '@cpom/service';
import { startInstance, type InstancePlan, type RunningInstance } from '@cpom/instance';

/** A region and the nation in one process, as `npm start` has them, on free ports. */
export interface Pair {
  readonly region: RunningInstance;
  readonly nation: RunningInstance;
  stop(): Promise<void>;
}

const regionInfo: InstanceInfo = { code: '24', kind: 'region', name: 'Centre-Val de Loire', authority: 'dreets-24', timeZone: 'Europe/Paris' };
const nationInfo: InstanceInfo = { code: 'nation', kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' };
const nowhere = 'http://127.0.0.1:9';

export async function startPair(dir: string): Promise<Pair> {
  const trust = await demoTrust(join(dir, 'trust'), ['24', 'nation']);
  const plan = (info: InstanceInfo, peers: InstancePlan['peers']): InstancePlan => {
    const own = trust.get(info.code);
    if (!own) throw new Error(`no certificate for ${info.code}`);
    return {
      info, dir: join(dir, info.code), trust: own, gateListen: '127.0.0.1:0', peers, logLevel: 'error', programVersion: 'test',
      indicators: { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 },
      gateway: {
        port: 0, host: '127.0.0.1', origin: nowhere, proxies: 0, shown: { name: info.name, demo: true, brand: 'neutral', version: 'test' },
        provider: { name: 'nobody', issuer: nowhere, clientId: 'x', clientSecret: 'x', scopes: ['openid'], pkce: true, signingAlg: 'RS256' },
      },
    };
  };
  const region = await startInstance(plan(regionInfo, []));
  const nation = await startInstance(plan(nationInfo, [{ code: '24', name: 'Centre-Val de Loire', address: region.addressOf('gate') }]));
  return { region, nation, stop: async () => { await nation.stop(); await region.stop(); } };
}
