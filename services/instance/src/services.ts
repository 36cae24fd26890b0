import { startCollector, type Peer } from '@cpom/collector';
import { startContracts } from '@cpom/contracts';
import { startDirectory, type DirectoryConfig } from '@cpom/directory';
import { startGate } from '@cpom/gate';
import { startGateway, type GatewayConfig } from '@cpom/gateway';
import { startIndicators, type IndicatorsConfig } from '@cpom/indicators';
import { startNational } from '@cpom/national';
import type { InstanceInfo, Trust } from '@cpom/service';
import type { Start } from './host.ts';

/** What the services of one instance are told. */
export interface ServicesPlan {
  readonly info: InstanceInfo;
  /** For `gate` and `collector`, which speak with other instances. */
  readonly trust?: Trust;
  readonly gateListen: string;
  readonly peers: readonly Peer[];
  /** For `gateway`. */
  readonly gateway?: GatewayConfig;
  readonly indicators: IndicatorsConfig;
  /** Where mails leave through; absent, notices are only shown, as in the demonstration. */
  readonly directory?: DirectoryConfig;
  readonly programVersion: string;
}

const heartbeat = 5_000;

/** The services that each kind of instance has, in the order in which they need each other. */
export const serviceNames: Readonly<Record<InstanceInfo['kind'], readonly string[]>> = {
  nation: ['directory', 'collector', 'national', 'gateway'],
  region: ['directory', 'contracts', 'indicators', 'gate', 'gateway'],
};
/** What a region's gate lets the nation follow. */
const followed = ['directory', 'contracts', 'indicators'] as const;

function given<T>(value: T | undefined, service: string, what: string): T {
  if (value === undefined) throw new Error(`${service} cannot start without ${what}`);
  return value;
}

/** How one service of an instance is started. */
export function starterOf(service: string, plan: ServicesPlan): Start {
  const { info, trust, gateListen, peers, gateway, indicators, directory = {}, programVersion } = plan;
  const starters: Readonly<Record<string, Start>> = {
    directory: (deps) => startDirectory(deps, directory),
    contracts: (deps) => startContracts(deps, {}),
    indicators: (deps) => startIndicators(deps, indicators),
    gate: (deps) => startGate(deps, { trust: given(trust, service, 'certificates'), services: followed, listen: gateListen, programVersion, heartbeat }),
    collector: (deps) => startCollector(deps, { trust: given(trust, service, 'certificates'), peers, audience: 'nation' }),
    national: (deps) => startNational(deps, {}),
    gateway: (deps) => startGateway(deps, given(gateway, service, 'its settings')),
  };
  return given(serviceNames[info.kind].includes(service) ? starters[service] : undefined, service, `being part of a ${info.kind}`);
}
