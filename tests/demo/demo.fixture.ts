import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CollectorClient, PeerRequest, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { ContractsClient, type ContractsServer } from '@cpom/proto/contracts/v1/contracts';
import { DirectoryClient, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { IndicatorsClient, type IndicatorsServer } from '@cpom/proto/indicators/v1/indicators';
import { NationalClient, type NationalServer } from '@cpom/proto/national/v1/national';
import { openEmbedded, openEmbeddedBus, type Clock } from '@cpom/platform';
import { connect, type Caller, type Calls, type ClientClass, type Role } from '@cpom/service';
import type { Client } from '@grpc/grpc-js';
import type { Day, Instant } from '@cpom/kernel';
import { startDemo, type RunningDemo } from '../../services/instance/src/demo/start.ts';
import { instanceSettings } from '../../services/instance/src/settings.ts';

/** The regions that the founding documents tell of: the two of the demonstration, and the twins of the south. */
export const pastRegions = ['24', '11', '93', '94'];

/** A demonstration whose day stands still, in a folder of its own. */
export interface DemoWorld {
  readonly demo: RunningDemo;
  readonly said: readonly string[];
  contracts(region: string): Promise<Calls<ContractsServer>>;
  directory(region: string): Promise<Calls<DirectoryServer>>;
  indicators(region: string): Promise<Calls<IndicatorsServer>>;
  national(): Promise<Calls<NationalServer>>;
  stop(): Promise<void>;
}

export const standing = (today: string): Clock => ({ now: () => `${today}T09:00:00.000Z` as Instant, today: () => today as Day });

const person = (role: Role, organisation: string): Caller => ({ kind: 'person', personId: 'a-test', memberships: [{ id: 'm', organisation, role }], requestId: 'test' });

/** Waits until the nation has heard all that the regions have said. */
async function nationComplete(demo: RunningDemo, collector: Calls<CollectorServer>): Promise<void> {
  for (const { info } of demo.instances.filter((instance) => instance.info.kind === 'region')) {
    while (!(await collector.compareState(PeerRequest.fromPartial({ peer: info.code }))).agree);
  }
  await demo.instances.at(-1)?.caughtUp();
}

export async function startWorld(dir: string, today: string, options: { readonly regions?: readonly string[]; readonly again?: boolean } = {}): Promise<DemoWorld> {
  const said: string[] = [];
  const settings = instanceSettings.parse({ PORT: '0', DATA_DIR: dir, CPOM_LOG_LEVEL: 'error' });
  const demo = await startDemo({ settings, programVersion: 'test', clock: standing(today), say: (sentence) => { said.push(sentence); }, regions: pastRegions, ...options });
  const connections: { close(): void }[] = [];
  async function calls<S, C extends Client>(ClientOf: ClientClass<C>, code: string, service: string, who: Caller): Promise<Calls<S>> {
    const instance = demo.instances.find(({ info }) => info.code === code);
    if (!instance) throw new Error(`no instance ${code}`);
    const connection = connect<S, C>(ClientOf, service, instance.addressOf(service));
    connections.push(connection);
    return connection.as(await instance.identity.sign(who));
  }
  const agent = (region: string): Caller => person('dreets-agent', `dreets-${region}`);
  await nationComplete(demo, await calls<CollectorServer, CollectorClient>(CollectorClient, 'nation', 'collector', { kind: 'service', service: 'gateway', requestId: 'test' }));
  return {
    demo, said,
    contracts: (region) => calls(ContractsClient, region, 'contracts', agent(region)),
    directory: (region) => calls(DirectoryClient, region, 'directory', agent(region)),
    indicators: (region) => calls(IndicatorsClient, region, 'indicators', agent(region)),
    national: () => calls(NationalClient, 'nation', 'national', person('dgt', 'dgt')),
    stop: async () => { for (const connection of connections) connection.close(); await demo.stop(); },
  };
}

/** The head of every journal in the folder, by instance and service; the demonstration must be stopped. */
export async function headsIn(dir: string): Promise<Readonly<Record<string, string>>> {
  const heads: Record<string, string> = {};
  for (const code of ['nation', ...pastRegions]) {
    const place = join(dir, code);
    const services = (await readdir(place, { withFileTypes: true }).catch(() => [])).filter((one) => one.isDirectory() && one.name !== 'keys');
    for (const { name: service } of services) {
      const bus = openEmbeddedBus({ file: join(dir, 'unused.sqlite'), onFault: () => {} });
      const ports = await openEmbedded({ dir: place, service, bus, newEpochId: () => 'unused' });
      const { position, hash } = await ports.journal.head();
      heads[`${code}/${service}`] = `${position} ${hash}`;
      await ports.close();
      await bus.close();
    }
  }
  return heads;
}

export async function temporary(): Promise<{ readonly dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-demo-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
