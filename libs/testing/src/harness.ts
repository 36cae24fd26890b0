import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { openEmbedded, openEmbeddedBus, type EmbeddedBus } from '@cpom/platform';
import { newIdentityKeys, openIdentity, silentLog, type Caller, type Identity, type InstanceInfo, type Role, type Running, type ServiceDeps } from '@cpom/service';
import { testClock, type TestClock } from './clock.ts';

export type Start<C> = (deps: ServiceDeps, config: C) => Promise<Running>;

/** One instance for tests: embedded engine in a temporary folder, real gRPC on a free port of 127.0.0.1. */
export interface TestInstance {
  readonly clock: TestClock;
  readonly identity: Identity;
  readonly bus: EmbeddedBus;
  readonly dir: string;
  readonly instance: InstanceInfo;
  /** Starts a service on its own folder; the same name again after `stop` finds what it left. */
  start<C>(service: string, start: Start<C>, config: C): Promise<Running>;
  /** A token for a person with one role, or for a service of the instance. */
  tokenFor(role: Role, organisation: string, personId?: string): Promise<string>;
  tokenOfService(service: string): Promise<string>;
  addressOf(service: string): string;
  /** Stops what runs and deletes the folder. */
  stop(): Promise<void>;
}

export const centreValDeLoire: InstanceInfo = { code: '24', kind: 'region', name: 'Centre-Val de Loire', authority: 'dreets-24', timeZone: 'Europe/Paris' };

/** `now`: the clock of identities (milliseconds), the machine's unless told: a test that moves the days keeps its tokens. */
export async function testInstance(instance: InstanceInfo = centreValDeLoire, clock = testClock(), now: () => number = Date.now): Promise<TestInstance> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-test-'));
  const bus = openEmbeddedBus({ file: join(dir, 'bus.db') });
  const identity = await openIdentity(await newIdentityKeys(), instance.code, now);
  const addresses = new Map<string, string>();
  const running = new Set<Running>();
  const addressOf = (service: string): string => {
    const address = addresses.get(service);
    if (!address) throw new Error(`${service} is not started`);
    return address;
  };

  async function start<C>(service: string, startService: Start<C>, config: C): Promise<Running> {
    const ports = await openEmbedded({ dir, service, bus, newEpochId: randomUUID });
    const started = await startService({ instance, ports, clock, newId: randomUUID, log: silentLog, identity, listen: '127.0.0.1:0', addressOf }, config);
    addresses.set(service, started.address);
    const stoppable: Running = { ...started, stop: async () => { running.delete(stoppable); await started.stop(); await ports.close(); } };
    running.add(stoppable);
    return stoppable;
  }

  const sign = (caller: Caller): Promise<string> => identity.sign(caller);
  return {
    clock, identity, bus, dir, instance, start, addressOf,
    tokenFor: (role, organisation, personId = `person-of-${organisation}`) =>
      sign({ kind: 'person', personId, requestId: randomUUID(), memberships: [{ id: `m-${role}`, organisation, role }] }),
    tokenOfService: (service) => sign({ kind: 'service', service, requestId: randomUUID() }),
    stop: async () => {
      for (const service of [...running].reverse()) await service.stop();
      await bus.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
