import { join } from 'node:path';
import { startDemoProvider } from '@cpom/gateway';
import { regions, type Day } from '@cpom/kernel';
import { demoTrust, systemClock } from '@cpom/service';
import { demoAccounts } from '../../../services/instance/src/demo/directory/accounts.ts';
import { clientOf, demoSites, originOf, type DemoSite } from '../../../services/instance/src/demo/plan.ts';
import { portsFrom } from '../../../services/instance/src/demo/ports.ts';
import { startChild, type Child } from './child.ts';
import type { FranceData } from './data.ts';
import { hostRegions, type Host } from './host.ts';

/** Everything that a measure runs on: the regions here, who signs people in, and where the nation keeps its data. */
export interface Stage {
  readonly data: FranceData;
  readonly host: Host;
  readonly site: DemoSite;
  readonly origin: string;
  readonly today: Day;
  /** Starts the nation in its own process; a first time it only makes its keys and its directory. */
  nation(follow: boolean): Promise<Child>;
  stop(): Promise<void>;
}

/** Opens the stage for one size of France in a working folder. */
export async function openStage(data: FranceData, work: string): Promise<Stage> {
  const [port = 0, providerPort = 0] = await portsFrom(0, 2);
  const [site] = demoSites(work, [port], []);
  if (!site) throw new Error('no nation');
  const trust = await demoTrust(join(work, 'trust'), ['nation', ...regions.map(({ code }) => code)]);
  const provider = await startDemoProvider({ port: providerPort, dir: join(work, 'provider'), accounts: demoAccounts('nation'), clients: [clientOf(site)] });
  const host = await hostRegions(data, trust, join(work, 'regions')).catch(async (error: unknown) => { await provider.stop(); throw error; });
  const today = systemClock('Europe/Paris').today();
  const nation = (follow: boolean): Promise<Child> => startChild('instance', {
    site, trustDir: join(work, 'trust', 'nation'), issuer: provider.issuer, peers: follow ? host.regions.map(({ peer }) => peer) : [], ...(follow ? {} : { load: today }),
  }, work);
  return {
    data, host, site, origin: originOf(site.port), today, nation,
    stop: async () => { await host.stop(); await provider.stop(); },
  };
}
