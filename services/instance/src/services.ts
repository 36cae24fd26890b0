import type { Peer } from '@cpom/collector';
import type { DirectoryConfig } from '@cpom/directory';
import type { GatewayConfig } from '@cpom/gateway';
import type { IndicatorsConfig } from '@cpom/indicators';
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

/** How one service of an instance is started. Loaded when it is: a process of one service does not carry the others. */
export function starterOf(service: string, plan: ServicesPlan): Start {
  const { info, trust, gateListen, peers, gateway, indicators, directory = {}, programVersion } = plan;
  const starters: Readonly<Record<string, Start>> = {
    directory: async (deps) => (await import('@cpom/directory')).startDirectory(deps, directory),
    contracts: async (deps) => (await import('@cpom/contracts')).startContracts(deps, {}),
    indicators: async (deps) => (await import('@cpom/indicators')).startIndicators(deps, indicators),
    gate: async (deps) => (await import('@cpom/gate')).startGate(deps, { trust: given(trust, service, 'certificates'), services: followed, listen: gateListen, programVersion, heartbeat }),
    collector: async (deps) => (await import('@cpom/collector')).startCollector(deps, { trust: given(trust, service, 'certificates'), peers, audience: 'nation' }),
    national: async (deps) => (await import('@cpom/national')).startNational(deps, {}),
    gateway: async (deps) => (await import('@cpom/gateway')).startGateway(deps, given(gateway, service, 'its settings')),
  };
  return given(serviceNames[info.kind].includes(service) ? starters[service] : undefined, service, `being part of a ${info.kind}`);
}
