import { join } from 'node:path';
import { startDemoProvider, type DemoProvider } from '@cpom/gateway';
import { demoTrust, type Trust } from '@cpom/service';
import type { InstanceSettings } from '../settings.ts';
import { startInstance, type RunningInstance } from '../start-instance.ts';
import { demoAccounts } from './accounts.ts';
import { loadDemo } from './load.ts';
import { clientOf, demoSites, gatewayConfig, type DemoSite } from './plan.ts';

export interface RunningDemo {
  readonly sites: readonly DemoSite[];
  readonly instances: readonly RunningInstance[];
  stop(): Promise<void>;
}

export interface DemoOptions {
  readonly settings: InstanceSettings;
  readonly programVersion: string;
  /** Told what goes on, for the person who waits. */
  say(sentence: string): void;
}

const freePort = '127.0.0.1:0';

async function startSite(site: DemoSite, provider: DemoProvider, trust: ReadonlyMap<string, Trust>, gates: readonly { code: string; name: string; address: string }[], { settings, programVersion }: DemoOptions): Promise<RunningInstance> {
  const own = trust.get(site.info.code);
  if (!own) throw new Error(`no certificate for ${site.info.code}`);
  return startInstance({
    info: site.info, dir: site.dir, trust: own, gateListen: freePort, peers: gates, programVersion, logLevel: settings.CPOM_LOG_LEVEL, indicators: settings,
    gateway: gatewayConfig(site, provider.issuer, programVersion),
  });
}

/** Starts the stand-in provider, the regions, then the nation that follows them; loads the data. All in this process. */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { settings, say } = options;
  const dir = settings.DATA_DIR;
  const sites = demoSites(dir, settings.PORT);
  const provider = await startDemoProvider({
    port: settings.PORT === 0 ? 0 : settings.PORT + sites.length, dir: join(dir, 'provider'),
    accounts: sites.flatMap((site) => demoAccounts(site.info.code)), clients: sites.map(clientOf),
  });
  const trust = await demoTrust(join(dir, 'trust'), sites.map((site) => site.info.code));
  const instances: RunningInstance[] = [];
  const stop = async (): Promise<void> => {
    for (const instance of [...instances].reverse()) await instance.stop();
    await provider.stop();
  };
  try {
    const [nation, ...regions] = sites;
    for (const site of regions) {
      say(`${site.info.name}…`);
      instances.push(await startSite(site, provider, trust, [], options));
    }
    const gates = instances.map(({ info, addressOf }) => ({ code: info.code, name: info.name, address: addressOf('gate') }));
    if (nation) instances.push(await startSite(nation, provider, trust, gates, options));
    say('Données de démonstration…');
    for (const instance of instances) await loadDemo(instance);
  } catch (error) {
    await stop();
    throw error;
  }
  return { sites, instances, stop };
}
