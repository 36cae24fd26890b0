import { join } from 'node:path';
import { startDemoProvider, type DemoProvider } from '@cpom/gateway/demo-provider';
import type { Clock } from '@cpom/platform';
import { demoTrust, systemClock, type Health, type Trust } from '@cpom/service';
import { engineOf } from '../engine-settings.ts';
import type { InstanceSettings } from '../settings.ts';
import { startInstance, type RunningInstance } from '../start-instance.ts';
import { demoAccounts } from './directory/accounts.ts';
import { loadDemo } from './load.ts';
import { clientOf, demoRegions, demoSites, gatewayConfig, type DemoSite } from './plan.ts';
import { portsFrom } from './ports.ts';

export interface RunningDemo {
  readonly sites: readonly DemoSite[];
  readonly instances: readonly RunningInstance[];
  stop(): Promise<void>;
}

export interface DemoOptions {
  readonly settings: InstanceSettings;
  readonly programVersion: string;
  /** The regions beside the nation; Centre-Val de Loire and Île-de-France unless told. */
  readonly regions?: readonly string[];
  /** The machine's clock unless told. */
  readonly clock?: Clock;
  readonly health?: Health;
  /** Loads the data even where they were loaded before: nothing may change. */
  readonly again?: boolean;
  /** Told what goes on, for the person who waits. */
  say(sentence: string): void;
}

/** What every instance of the demonstration is started with. */
interface Together {
  readonly options: DemoOptions;
  readonly provider: DemoProvider;
  readonly trust: ReadonlyMap<string, Trust>;
}

interface Gate {
  readonly code: string;
  readonly name: string;
  readonly address: string;
}

const freePort = '127.0.0.1:0';

async function startSite(site: DemoSite, { options, provider, trust }: Together, gates: readonly Gate[]): Promise<RunningInstance> {
  const { settings, programVersion, clock, health } = options;
  const own = trust.get(site.info.code);
  if (!own) throw new Error(`no certificate for ${site.info.code}`);
  return startInstance({
    info: site.info, dir: site.dir, trust: own, gateListen: freePort, peers: gates, programVersion, logLevel: settings.CPOM_LOG_LEVEL, indicators: settings, engine: engineOf(settings),
    gateway: gatewayConfig(site, provider.issuer, programVersion), ...(clock ? { clock } : {}), ...(health ? { health } : {}),
  });
}

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toLocaleString('fr-FR', { maximumFractionDigits: 1 });

async function load(site: DemoSite, instance: RunningInstance, { clock, again = false, say }: DemoOptions): Promise<void> {
  const began = performance.now();
  const { today } = clock ?? systemClock(site.info.timeZone);
  const done = await loadDemo(instance, { dir: site.dir, today: today(), again });
  if (done) say(`  ${site.info.name} : données chargées en ${seconds(began)} s`);
}

/** The regions together, then the nation that follows them. What was started is in `started`, whatever happens. */
async function startAll(sites: readonly DemoSite[], together: Together, started: RunningInstance[]): Promise<void> {
  const { options } = together;
  const [nation, ...regions] = sites;
  options.say('Démarrage…');
  const running = await Promise.allSettled(regions.map((site) => startSite(site, together, [])));
  started.push(...running.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  for (const one of running) if (one.status === 'rejected') throw one.reason;
  const gates = started.map(({ info, addressOf }) => ({ code: info.code, name: info.name, address: addressOf('gate') }));
  if (nation) started.push(await startSite(nation, together, gates));
  options.say('Données de démonstration…');
  await Promise.all([...regions, ...(nation ? [nation] : [])].map(async (site, index) => {
    const instance = started[index];
    if (instance) await load(site, instance, options);
  }));
}

/** Starts the stand-in provider, the regions, then the nation that follows them; loads the data. All in this process. */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const { settings, regions = demoRegions } = options;
  const dir = settings.DATA_DIR;
  const ports = await portsFrom(settings.PORT, regions.length + 2);
  const sites = demoSites(dir, ports, regions);
  const provider = await startDemoProvider({
    port: ports.at(-1) ?? 0, dir: join(dir, 'provider'),
    accounts: sites.flatMap((site) => demoAccounts(site.info.code)), clients: sites.map((site) => clientOf(site)),
  });
  const instances: RunningInstance[] = [];
  const stop = async (): Promise<void> => {
    for (const instance of [...instances].reverse()) await instance.stop();
    await provider.stop();
  };
  try {
    const trust = await demoTrust(join(dir, 'trust'), sites.map((site) => site.info.code));
    await startAll(sites, { options, provider, trust }, instances);
  } catch (error) {
    await stop();
    throw error;
  }
  return { sites, instances, stop };
}
