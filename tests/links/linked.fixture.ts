import { Refusal } from '@cpom/kernel';
import { startCollector, type CollectorConfig, type Peer } from '@cpom/collector';
import { startDirectory } from '@cpom/directory';
import { startGate, type GateConfig } from '@cpom/gate';
import type { Bus, Log } from '@cpom/platform';
import { CollectorClient, type CollectorServer, type Link } from '@cpom/proto/collector/v1/collector';
import { DirectoryClient, RegisterOrganisationRequest, type DirectoryServer } from '@cpom/proto/directory/v1/directory';
import { connect, newDemoAuthority, silentLog, type Calls, type DemoAuthority, type InstanceInfo, type Running, type ServiceDeps, type Trust } from '@cpom/service';
import { testClock, testInstance, type Start, type TestClock, type TestInstance } from '@cpom/testing';

export const nationInfo: InstanceInfo = { code: 'nation', kind: 'nation', name: 'National', authority: 'dgt', timeZone: 'Europe/Paris' };

/** A region followed by the nation: the directory's journal, gate and collector are those of the program. */
export interface Linked {
  readonly authority: DemoAuthority;
  readonly trust: { readonly region: Trust; readonly nation: Trust };
  readonly region: TestInstance;
  readonly nation: TestInstance;
  gateAddress(): string;
  startRegion(): Promise<void>;
  stopRegion(): Promise<void>;
  /** With other peers beside the region, if told. */
  startNation(more?: readonly Peer[]): Promise<void>;
  stopNation(): Promise<void>;
  /** Records an organisation in the region, as its loader would. */
  register(id: string, name?: string): Promise<void>;
  ask<T>(question: (calls: Calls<CollectorServer>) => Promise<T>): Promise<T>;
  link(): Promise<Link | undefined>;
  /** Resolves once both sides hold the same state of so many streams. */
  agreed(streams: number): Promise<unknown>;
  /** Resolves once all that the collector has heard is on the nation's bus, where the other services find it. */
  passedOn(): Promise<void>;
  stop(): Promise<void>;
}

const askedAtMost = 20_000;

/** Asks until it is so: each question is a round trip. Says what it last was, when it is not so for too long. */
export async function until<T>(ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
  for (const since = performance.now(); ;) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    if (performance.now() - since > askedAtMost) throw new Error(`it is still not so: ${JSON.stringify(answer)}`);
  }
}

const orRefused = (error: unknown): undefined => {
  if (error instanceof Refusal) return undefined;
  throw error;
};

export interface LinkedOptions {
  /** The region's, tokens included; the nation has its own. */
  readonly clock?: TestClock;
  /** What stands behind the region's gate in the place of the directory. */
  readonly speaker?: Start<object>;
  /** What the nation's services publish on, from its own bus. */
  readonly nationBus?: (bus: Bus) => Bus;
  /** What gate and collector tell their operators. */
  readonly log?: Log;
}

/** Both are started. */
export async function startLinked({ clock, speaker = startDirectory, nationBus = (bus) => bus, log = silentLog }: LinkedOptions = {}): Promise<Linked> {
  const authority = await newDemoAuthority();
  const trust = { region: await authority.issue('24'), nation: await authority.issue('nation') };
  const region = await testInstance(undefined, clock ?? testClock(), clock && (() => Date.parse(clock.now())));
  const nation = await testInstance(nationInfo);
  let gateAddress = '127.0.0.1:0';
  let [directory, gate, collector]: (Running | undefined)[] = [];
  const stop = async (...some: readonly (Running | undefined)[]): Promise<void> => { for (const one of some) await one?.stop(); };

  const linked: Linked = {
    authority, trust, region, nation,
    gateAddress: () => gateAddress,
    startRegion: async () => {
      directory = await region.start('directory', speaker, {});
      gate = await region.start('gate', (deps, config: GateConfig) => startGate({ ...deps, log }, config), { trust: trust.region, services: ['directory'], listen: gateAddress, programVersion: '0.1.0', heartbeat: 200 });
      gateAddress = gate.address;
    },
    stopRegion: () => stop(gate, directory),
    startNation: async (more = []) => {
      const start = (deps: ServiceDeps, config: CollectorConfig): Promise<Running> => startCollector({ ...deps, log, ports: { ...deps.ports, bus: nationBus(deps.ports.bus) } }, config);
      const peers = [{ code: '24', name: 'Centre-Val de Loire', address: gateAddress }, ...more];
      collector = await nation.start('collector', start, { trust: trust.nation, audience: 'nation', peers });
    },
    stopNation: () => stop(collector),
    register: async (id, name = id) => {
      const connection = connect<DirectoryServer, DirectoryClient>(DirectoryClient, 'directory', region.addressOf('directory'));
      const calls = connection.as(await region.tokenOfService('instance'));
      await calls.registerOrganisation(RegisterOrganisationRequest.fromPartial({ cause: `register ${id}`, organisation: { id, kind: 'fund', names: [{ name }] } }));
      connection.close();
    },
    ask: async (question) => {
      const connection = connect<CollectorServer, CollectorClient>(CollectorClient, 'collector', nation.addressOf('collector'));
      try {
        return await question(connection.as(await nation.tokenFor('dgt', 'dgt')));
      } finally {
        connection.close();
      }
    },
    link: async () => (await linked.ask((calls) => calls.listLinks({}))).links[0],
    agreed: (streams) => until(
      () => linked.ask((calls) => calls.compareState({ peer: '24' })).catch(orRefused),
      (comparison) => comparison?.agree === true && comparison.streams === streams),
    passedOn: async () => collector?.caughtUp(),
    stop: async () => { await nation.stop(); await region.stop(); },
  };
  await linked.startRegion();
  await linked.startNation();
  return linked;
}
