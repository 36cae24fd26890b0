import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openEmbedded, openEmbeddedBus, type Clock, type Ports } from '@cpom/platform';
import { createLog, observed, openIdentity, systemClock, watchStorage, type Health, type Identity, type InstanceInfo, type Running, type ServiceDeps } from '@cpom/service';
import { identityKeys } from './identity-keys.ts';
import type { InstanceSettings } from './settings.ts';

/** Starts one service with all that it is given. */
export type Start = (deps: ServiceDeps) => Promise<Running>;

/** An instance's folder, bus, keys and clock on the embedded engine; services are started into it one by one. */
export interface Host {
  readonly identity: Identity;
  start(service: string, start: Start): Promise<void>;
  addressOf(service: string): string;
  caughtUp(): Promise<void>;
  /** Stops the services in the reverse order of their start, then lets go of the files. */
  stop(): Promise<void>;
}

export interface HostOptions {
  readonly info: InstanceInfo;
  readonly dir: string;
  readonly logLevel: InstanceSettings['CPOM_LOG_LEVEL'];
  readonly clock?: Clock;
  /** Told what must work; absent where nobody asks. */
  readonly health?: Health;
}

export async function openHost({ info, dir, logLevel, clock = systemClock(info.timeZone), health }: HostOptions): Promise<Host> {
  const identity = await openIdentity(await identityKeys(join(dir, 'keys')), info.code, () => Date.parse(clock.now()));
  const busLog = createLog(`${info.code}/bus`, logLevel);
  const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), onFault: (error, group) => { busLog.error({ err: error, group }, 'a batch failed and comes again'); } });
  health?.watch(`${info.code}: bus`, () => bus.lags());
  const running = new Map<string, Running>();
  const opened: Ports[] = [];
  const addressOf = (service: string): string => {
    const found = running.get(service);
    if (!found) throw new Error(`${service} is not part of instance ${info.code}`);
    return found.address;
  };
  return {
    identity, addressOf,
    start: async (service, start) => {
      const ports = await openEmbedded({ dir, service, bus, newEpochId: randomUUID });
      const log = createLog(`${info.code}/${service}`, logLevel);
      if (health) watchStorage(health, `${info.code}/${service}`, ports);
      const deps = { instance: info, ports, clock, newId: randomUUID, log, identity, listen: '127.0.0.1:0', addressOf, ...(health ? { health } : {}) };
      const watched = observed<ServiceDeps>(deps, service);
      opened.push(watched.ports);
      running.set(service, await start(watched));
    },
    caughtUp: async () => { for (const service of running.values()) await service.caughtUp(); },
    stop: async () => {
      for (const service of [...running.values()].reverse()) await service.stop();
      for (const ports of opened) await ports.close();
      await bus.close();
    },
  };
}
