import type { Clock, Ports } from '@cpom/platform';
import type { Health, Identity, InstanceInfo } from '@cpom/service';
import type { EngineChoice } from './engine-settings.ts';
import { openHost, type Apart } from './host.ts';
import { serviceNames, starterOf, type ServicesPlan } from './services.ts';
import type { InstanceSettings } from './settings.ts';

/** All that one instance is told. */
export interface InstancePlan extends ServicesPlan {
  /** Its own folder. */
  readonly dir: string;
  readonly logLevel: InstanceSettings['CPOM_LOG_LEVEL'];
  readonly clock?: Clock;
  readonly health?: Health;
  /** The embedded engine unless told. */
  readonly engine?: EngineChoice;
  /** One service of the instance alone, the others being elsewhere. */
  readonly only?: Apart & { readonly service: string };
  /** What tests put around the ports of a service. */
  readonly around?: (ports: Ports, service: string) => Ports;
}

/** A running instance: all its services in this process, or one of them. */
export interface RunningInstance {
  readonly info: InstanceInfo;
  readonly identity: Identity;
  addressOf(service: string): string;
  caughtUp(): Promise<void>;
  /** Stops the services in the reverse order of their start, then lets go of the engine. */
  stop(): Promise<void>;
}

/** Starts every service of an instance, or the one asked for; when one cannot start, those before it are stopped and the reason is thrown. */
export async function startInstance(plan: InstancePlan): Promise<RunningInstance> {
  const { info, only } = plan;
  const { identity, addressOf, caughtUp, start, stop } = await openHost({ ...plan, ...(only ? { apart: only } : {}) });
  try {
    for (const service of only ? [only.service] : serviceNames[info.kind]) await start(service, starterOf(service, plan));
  } catch (error) {
    await stop();
    throw error;
  }
  return { info, identity, addressOf, caughtUp, stop };
}
