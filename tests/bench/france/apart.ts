import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemoProvider } from '@cpom/gateway/demo-provider';
import { demoTrust, environment } from '@cpom/service';
import { demoAccounts } from '../../../services/instance/src/demo/directory/accounts.ts';
import { loadDemo } from '../../../services/instance/src/demo/load.ts';
import { clientOf, demoSites } from '../../../services/instance/src/demo/plan.ts';
import { portsFrom } from '../../../services/instance/src/demo/ports.ts';
import { clientSecrets, handOut } from '../../../services/instance/src/processes/hand-out.ts';
import { planSites, portsFor, type Common, type SitePlan } from '../../../services/instance/src/processes/plan.ts';
import { startSite } from '../../../services/instance/src/processes/site.ts';
import type { Peer } from '@cpom/collector';
import type { Endings } from './endings.ts';
import { everybody, type Home, type Nation } from './home.ts';
import { comeFirst } from './line.ts';
import { agreeing, followed } from './links.ts';
import { openServers } from './servers.ts';
import { tell } from './tell.ts';
import { stoodTogether, watching } from './watched.ts';

type Site = Awaited<ReturnType<typeof startSite>>;

/** Asks the processes of a nation what one process would be asked. */
function nationOf(site: Site, peers: readonly Peer[], watch: string, began: number): Nation {
  const inLine = (first: boolean): boolean => site.processes.map(({ pid = 0 }) => comeFirst(pid, first)).every(Boolean);
  let ahead = peers.length > 0 && inLine(true);
  return {
    ask: async (question) => {
      if (question === 'settled') await site.caughtUp();
      if (question === 'mark') ahead = inLine(false);
      const count = question === 'followed' ? await followed(site, peers) : question === 'agreeing' ? await agreeing(site, peers) : 0;
      return { count, elapsed: performance.now() - began, ahead, ...(await stoodTogether(site.processes, watch)) };
    },
    stop: () => site.stop(),
  };
}

/** Each service of the nation in a process of its own, as `npm run start:distributed` does it; registered to be ended from the first moment. */
function starter(plan: SitePlan, common: Omit<Common, 'peers'>, watch: string, endings: Endings): Home['nation'] {
  return async (peers, load) => {
    const began = performance.now();
    const told: Common = { ...common, peers: peers.map(({ code, name, address }) => `${code}=${name}@${address}`).join(',') };
    const starting = startSite(plan, told, (name) => { tell(`${name} has ended without having been asked`); });
    endings.add(async () => { await (await starting).stop(); });
    const site = await starting;
    // What follows is measured from here.
    await stoodTogether(site.processes, watch);
    if (load) await loadDemo(site, { dir: plan.site.dir, today: load, peopleOnly: true });
    return nationOf(site, peers, watch, began);
  };
}

const compiled = fileURLToPath(new URL('../../../.cache/compile', import.meta.url));

/** What every process of the nation inherits. Names of their own on the servers: those given may hold other data. */
function inherited(addresses: Readonly<Record<string, string>>, watch: string): Common['environment'] {
  const { BENCH_PROFILE: folder, ...others } = environment();
  // BENCH_PROFILE=folder writes a CPU profile of each process there when it stops.
  const options = [`--import ${watching}`, ...(folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [])];
  return { ...others, ...addresses, NODE_COMPILE_CACHE: compiled, CPOM_NAMESPACE: `bench-${randomUUID().slice(0, 8)}`, NODE_OPTIONS: options.join(' '), BENCH_WATCH: watch };
}

/** The nation on Kafka and the MongoDB protocol. */
export async function openDistributedHome(work: string, endings: Endings): Promise<Home> {
  const servers = await openServers(join(work, 'servers'));
  endings.add(() => servers.stop());
  tell(`${servers.said} The nation: each service in a process of its own.`);
  const [port = 0, providerPort = 0] = await portsFrom(0, 2);
  const sites = demoSites(work, [port], []);
  const [plan] = planSites(sites, await portsFrom(0, portsFor(sites)));
  if (!plan) throw new Error('no nation');
  const [keys, watch] = [join(work, 'keys'), join(work, 'watch')];
  await mkdir(watch, { recursive: true });
  // The regions' certificates too, under the authority that the nation is given its own by.
  const trust = await demoTrust(join(keys, 'made', 'trust'), everybody);
  await handOut(keys, ['nation']);
  const secrets = await clientSecrets(join(keys, 'provider'));
  const provider = await startDemoProvider({ port: providerPort, dir: join(work, 'provider'), accounts: demoAccounts('nation'), clients: [clientOf(plan.site, secrets['nation'])] });
  const common = { environment: inherited(servers.addresses, watch), dir: work, keys, clientSecrets: secrets, issuer: provider.issuer };
  return {
    site: plan.site, trust, nation: starter(plan, common, watch, endings), sizes: () => servers.sizes(),
    on: `distributed, a process each service${servers.said.includes('stand-in') ? ', the database a stand-in for MongoDB' : ''}`,
    stop: async () => { await provider.stop(); await servers.stop(); },
  };
}
