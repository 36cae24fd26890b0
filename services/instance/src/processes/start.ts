import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { startDemoProvider } from '@cpom/gateway/demo-provider';
import { systemClock, type Environment } from '@cpom/service';
import { demoAccounts } from '../demo/directory/accounts.ts';
import { loadDemo } from '../demo/load.ts';
import { clientOf, demoSites, type DemoSite } from '../demo/plan.ts';
import { portsFrom } from '../demo/ports.ts';
import type { InstanceSettings } from '../settings.ts';
import type { RunningInstance } from '../start-instance.ts';
import type { ServiceProcess } from './child.ts';
import { clientSecrets, handOut } from './hand-out.ts';
import { peersOf, planSites, portsFor, type Common, type SitePlan } from './plan.ts';
import { startSite } from './site.ts';

export interface DistributedOptions {
  readonly settings: InstanceSettings;
  /** What each process inherits; MONGO_URL and KAFKA_BROKERS among it. */
  readonly environment: Environment;
  /** The regions beside the nation. */
  readonly regions?: readonly string[];
  /** Only organisations and people are loaded: enough to sign in and work. */
  readonly peopleOnly?: boolean;
  say(sentence: string): void;
  /** Told when a process ends without having been asked. */
  onEnd(name: string): void;
}

export interface RunningDistributed {
  readonly sites: readonly DemoSite[];
  readonly processes: readonly ServiceProcess[];
  /** Asks every process to end at once. */
  stop(): Promise<void>;
}

type StartedSite = RunningInstance & { readonly processes: readonly ServiceProcess[] };

/** What was loaded is noted beside the servers it was loaded into: others begin with nothing. */
const noteOf = (site: DemoSite, { MONGO_URL = '', CPOM_NAMESPACE = '', ENGINE_DATA = '' }: Environment): string =>
  join(site.dir, `loaded-${createHash('sha256').update(`${CPOM_NAMESPACE} ${ENGINE_DATA || MONGO_URL}`).digest('hex').slice(0, 12)}`);

async function startSites(plans: readonly SitePlan[], common: Common, options: DistributedOptions, started: StartedSite[]): Promise<void> {
  const outcomes = await Promise.allSettled(plans.map((plan) => startSite(plan, common, options.onEnd)));
  started.push(...outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}

async function loadAll(sites: readonly DemoSite[], started: readonly StartedSite[], { environment, say, settings, peopleOnly = false }: DistributedOptions): Promise<void> {
  await Promise.all(sites.map(async (site, index) => {
    const [instance, began] = [started[index], performance.now()];
    const done = instance && await loadDemo(instance, { dir: noteOf(site, environment), today: systemClock(settings.CPOM_TIME_ZONE).today(), peopleOnly });
    if (done) say(`  ${site.info.name} : données chargées en ${Math.round((performance.now() - began) / 1_000)} s`);
  }));
}

/** Starts the demonstration with every service in a process of its own, on the servers that the environment names, and loads its data. */
export async function startDistributed(options: DistributedOptions): Promise<RunningDistributed> {
  const { settings, environment, regions = ['24'], say } = options;
  const dir = settings.DATA_DIR;
  const ports = await portsFrom(settings.PORT, regions.length + 2);
  const sites = demoSites(dir, ports, regions);
  const keys = join(dir, 'keys');
  await handOut(keys, sites.map(({ info }) => info.code));
  const secrets = await clientSecrets(join(keys, 'provider'));
  const provider = await startDemoProvider({
    port: ports.at(-1) ?? 0, dir: join(dir, 'provider'),
    accounts: sites.flatMap((site) => demoAccounts(site.info.code)), clients: sites.map((site) => clientOf(site, secrets[site.info.code])),
  });
  const started: StartedSite[] = [];
  const stop = async (): Promise<void> => { await Promise.all([...started.map((site) => site.stop()), provider.stop()]); };
  try {
    const plans = planSites(sites, await portsFrom(0, portsFor(sites)));
    say(`Démarrage de ${portsFor(sites) + sites.length} services, chacun dans son processus…`);
    await startSites(plans, { environment, dir, keys, clientSecrets: secrets, issuer: provider.issuer, peers: peersOf(plans) }, options, started);
    say('Données de démonstration…');
    await loadAll(sites, started, options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { sites, processes: started.flatMap((site) => site.processes), stop };
}
