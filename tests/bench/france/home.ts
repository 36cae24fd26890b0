import { join } from 'node:path';
import { startDemoProvider } from '@cpom/gateway/demo-provider';
import { regions, type Day } from '@cpom/kernel';
import { demoTrust, type Trust } from '@cpom/service';
import type { Peer } from '@cpom/collector';
import { demoAccounts } from '../../../services/instance/src/demo/directory/accounts.ts';
import { clientOf, demoSites, type DemoSite } from '../../../services/instance/src/demo/plan.ts';
import { portsFrom } from '../../../services/instance/src/demo/ports.ts';
import { startChild, type Child } from './child.ts';
import { sizesIn } from './sizes.ts';

/** A nation that runs and is asked how it stands. */
export type Nation = Pick<Child, 'ask' | 'stop'>;

/** Where a nation runs: its engine, the certificates of all, who signs people in. */
export interface Home {
  readonly site: DemoSite;
  /** Of the nation and of every region, under one authority. */
  readonly trust: ReadonlyMap<string, Trust>;
  /** What the figures are made on, in a few words; nothing where it is the embedded engine. */
  readonly on: string;
  /** Starts the nation, which follows these gates; with `load`, it first makes its own people as of that day. */
  nation(peers: readonly Peer[], load?: Day): Promise<Nation>;
  /** What the nation keeps, in mebibytes. */
  sizes(): Promise<readonly { readonly name: string; readonly size: number }[]>;
  stop(): Promise<void>;
}

export const everybody: readonly string[] = ['nation', ...regions.map(({ code }) => code)];

/** The nation in one process, on the embedded engine. */
export async function openEmbeddedHome(work: string): Promise<Home> {
  const [port = 0, providerPort = 0] = await portsFrom(0, 2);
  const [site] = demoSites(work, [port], []);
  if (!site) throw new Error('no nation');
  const trust = await demoTrust(join(work, 'trust'), everybody);
  const provider = await startDemoProvider({ port: providerPort, dir: join(work, 'provider'), accounts: demoAccounts('nation'), clients: [clientOf(site)] });
  return {
    site, trust, on: '',
    nation: (peers, load) => startChild('instance', { site, trustDir: join(work, 'trust', 'nation'), issuer: provider.issuer, peers, ...(load ? { load } : {}) }, work),
    sizes: () => sizesIn(site.dir),
    stop: () => provider.stop(),
  };
}
