import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { startCollector, type Peer } from '@cpom/collector';
import { startContracts } from '@cpom/contracts';
import { startDirectory } from '@cpom/directory';
import { startGate } from '@cpom/gate';
import { startGateway, type GatewayConfig } from '@cpom/gateway';
import { startIndicators, type IndicatorsConfig } from '@cpom/indicators';
import { startNational } from '@cpom/national';
import { openEmbedded, openEmbeddedBus, type Clock, type Ports } from '@cpom/platform';
import { createLog, openIdentity, systemClock, type Identity, type InstanceInfo, type Running, type ServiceDeps, type Trust } from '@cpom/service';
import { identityKeys } from './identity-keys.ts';
import type { InstanceSettings } from './settings.ts';

/** All that one instance is told. */
export interface InstancePlan {
  readonly info: InstanceInfo;
  /** Its own folder. */
  readonly dir: string;
  readonly trust: Trust;
  readonly gateListen: string;
  readonly peers: readonly Peer[];
  readonly gateway: GatewayConfig;
  readonly indicators: IndicatorsConfig;
  readonly logLevel: InstanceSettings['CPOM_LOG_LEVEL'];
  readonly programVersion: string;
  readonly clock?: Clock;
}

/** A running instance: all its services in this process, on the embedded engine. */
export interface RunningInstance {
  readonly info: InstanceInfo;
  readonly identity: Identity;
  addressOf(service: string): string;
  caughtUp(): Promise<void>;
  /** Stops the services in the reverse order of their start, then lets go of the files. */
  stop(): Promise<void>;
}

type Start = (deps: ServiceDeps) => Promise<Running>;

const heartbeat = 5_000;

/** The services of an instance, in the order in which they need each other. */
function servicesOf({ info, trust, gateListen, peers, gateway, indicators, programVersion }: InstancePlan): readonly (readonly [string, Start])[] {
  const door: readonly [string, Start] = ['gateway', (deps) => startGateway(deps, gateway)];
  const gate = (services: readonly string[]): readonly [string, Start] =>
    ['gate', (deps) => startGate(deps, { trust, services, listen: gateListen, programVersion, heartbeat })];
  const directory: readonly [string, Start] = ['directory', (deps) => startDirectory(deps, {})];
  if (info.kind === 'nation') {
    return [
      directory,
      ['collector', (deps) => startCollector(deps, { trust, peers, audience: 'nation' })],
      ['national', (deps) => startNational(deps, {})],
      door,
    ];
  }
  return [
    directory,
    ['contracts', (deps) => startContracts(deps, {})],
    ['indicators', (deps) => startIndicators(deps, indicators)],
    gate(['directory', 'contracts', 'indicators']),
    door,
  ];
}

/** Starts every service of an instance; when one cannot start, those before it are stopped and the reason is thrown. */
export async function startInstance(plan: InstancePlan): Promise<RunningInstance> {
  const { info, dir, logLevel } = plan;
  const clock = plan.clock ?? systemClock(info.timeZone);
  const identity = await openIdentity(await identityKeys(join(dir, 'keys')), info.code, () => Date.parse(clock.now()));
  const busLog = createLog(`${info.code}/bus`, logLevel);
  const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), onFault: (error, group) => { busLog.error({ err: error, group }, 'a batch failed and comes again'); } });
  const running = new Map<string, Running>();
  const opened: Ports[] = [];

  const addressOf = (service: string): string => {
    const found = running.get(service);
    if (!found) throw new Error(`${service} is not part of instance ${info.code}`);
    return found.address;
  };
  const stop = async (): Promise<void> => {
    for (const service of [...running.values()].reverse()) await service.stop();
    for (const ports of opened) await ports.close();
    await bus.close();
  };
  try {
    for (const [service, start] of servicesOf(plan)) {
      const ports = await openEmbedded({ dir, service, bus, newEpochId: randomUUID });
      opened.push(ports);
      running.set(service, await start({ instance: info, ports, clock, newId: randomUUID, log: createLog(`${info.code}/${service}`, logLevel), identity, listen: '127.0.0.1:0', addressOf }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { info, identity, addressOf, stop, caughtUp: async () => { for (const service of running.values()) await service.caughtUp(); } };
}
