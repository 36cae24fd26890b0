import { startCollector, type Peer } from '@cpom/collector';
import { startContracts } from '@cpom/contracts';
import { startDirectory, type DirectoryConfig } from '@cpom/directory';
import { startGate } from '@cpom/gate';
import { startGateway, type GatewayConfig } from '@cpom/gateway';
import { startIndicators, type IndicatorsConfig } from '@cpom/indicators';
import { startNational } from '@cpom/national';
import type { Clock } from '@cpom/platform';
import type { Health, Identity, InstanceInfo, Trust } from '@cpom/service';
import { openHost, type Start } from './host.ts';
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
  /** Where mails leave through; absent, notices are only shown, as in the demonstration. */
  readonly directory?: DirectoryConfig;
  readonly logLevel: InstanceSettings['CPOM_LOG_LEVEL'];
  readonly programVersion: string;
  readonly clock?: Clock;
  readonly health?: Health;
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

const heartbeat = 5_000;

/** The services of an instance, in the order in which they need each other. */
function servicesOf({ info, trust, gateListen, peers, gateway, indicators, directory: mails = {}, programVersion }: InstancePlan): readonly (readonly [string, Start])[] {
  const door: readonly [string, Start] = ['gateway', (deps) => startGateway(deps, gateway)];
  const gate = (services: readonly string[]): readonly [string, Start] =>
    ['gate', (deps) => startGate(deps, { trust, services, listen: gateListen, programVersion, heartbeat })];
  const directory: readonly [string, Start] = ['directory', (deps) => startDirectory(deps, mails)];
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
  const { identity, addressOf, caughtUp, start, stop } = await openHost(plan);
  try {
    for (const [service, how] of servicesOf(plan)) await start(service, how);
  } catch (error) {
    await stop();
    throw error;
  }
  return { info: plan.info, identity, addressOf, caughtUp, stop };
}
