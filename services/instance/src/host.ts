import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Clock, Ports } from '@cpom/platform';
import { createLog, observed, openIdentity, systemClock, watchStorage, type Health, type Identity, type InstanceInfo, type KeyPair, type Mounted, type Running, type ServiceDeps } from '@cpom/service';
import { openEngine } from './engine.ts';
import type { EngineChoice } from './engine-settings.ts';
import { identityKeys } from './identity-keys.ts';
import { openKeyring, type Keyring } from './keyring.ts';
import type { InstanceSettings } from './settings.ts';

/** Starts one service with all that it is given. */
export type Start = (deps: ServiceDeps) => Promise<Running>;

/** An instance's engine, keys and clock; services are started into it one by one. */
export interface Host {
  readonly identity: Identity;
  start(service: string, start: Start): Promise<void>;
  addressOf(service: string): string;
  caughtUp(): Promise<void>;
  /** Stops the services in the reverse order of their start, then lets go of the engine. */
  stop(): Promise<void>;
}

/** Where the other services of the instance are, and what this process is known by, when each has its own. */
export interface Apart {
  readonly addresses: ReadonlyMap<string, string>;
  /** host:port that the service of this process listens on. */
  readonly listen: string;
  readonly keyring: Keyring;
}

export interface HostOptions {
  readonly info: InstanceInfo;
  readonly dir: string;
  readonly logLevel: InstanceSettings['CPOM_LOG_LEVEL'];
  readonly clock?: Clock;
  /** Told what must work; absent where nobody asks. */
  readonly health?: Health;
  /** The embedded engine unless told. */
  readonly engine?: EngineChoice;
  /** Absent: all services of the instance are in this process, with one key. */
  readonly apart?: Apart;
  /** What the instance signs with; its own, kept in its folder, unless told. */
  readonly keys?: KeyPair;
  /** What is put around the ports of a service: faults, and what watches them. Absent but in tests. */
  readonly around?: (ports: Ports, service: string) => Ports;
}

async function identityOf({ info, dir, apart, keys }: HostOptions, clock: Clock): Promise<Identity> {
  const now = (): number => Date.parse(clock.now());
  return apart ? openKeyring(apart.keyring, info.code, now) : openIdentity(keys ?? await identityKeys(join(dir, 'keys')), info.code, now);
}

/** This process's services first; then those that were told. */
const finder = ({ info, apart }: HostOptions, running: ReadonlyMap<string, Running>) => (service: string): string => {
  const found = running.get(service)?.address ?? apart?.addresses.get(service);
  if (!found) throw new Error(`${service} is not part of instance ${info.code}`);
  return found;
};

export async function openHost(options: HostOptions): Promise<Host> {
  const { info, dir, logLevel, clock = systemClock(info.timeZone), health, engine: choice = { kind: 'embedded' }, apart, around = (ports) => ports } = options;
  const identity = await identityOf(options, clock);
  const engine = await openEngine(choice, { info, dir, log: createLog(`${info.code}/bus`, logLevel) });
  health?.watch(`${info.code}: bus`, () => engine.busAnswers());
  const running = new Map<string, Running>();
  const opened: Ports[] = [];
  const addressOf = finder(options, running);
  const nearOf = (service: string): Mounted | undefined => running.get(service)?.mounted;
  return {
    identity, addressOf,
    start: async (service, start) => {
      const ports = around(await engine.portsOf(service), service);
      const log = createLog(`${info.code}/${service}`, logLevel);
      if (health) watchStorage(health, `${info.code}/${service}`, ports);
      const deps = { instance: info, ports, clock, newId: randomUUID, log, identity, listen: apart?.listen ?? '127.0.0.1:0', addressOf, nearOf, ...(health ? { health } : {}) };
      const watched = observed<ServiceDeps>(deps, service);
      opened.push(watched.ports);
      running.set(service, await start(watched));
    },
    caughtUp: async () => { for (const service of running.values()) await service.caughtUp(); },
    stop: async () => {
      for (const service of [...running.values()].reverse()) await service.stop();
      for (const ports of opened) await ports.close();
      await engine.close();
    },
  };
}
