import type { Clock, Log, NewId, Ports } from '@cpom/platform';
import type { Mounted } from './grpc-server.ts';
import type { Health } from './health.ts';
import type { Identity } from './identity.ts';

/** Which instance this is: a region's or the nation's. */
export interface InstanceInfo {
  /** COG code of the region, or `nation`. */
  readonly code: string;
  readonly kind: 'region' | 'nation';
  readonly name: string;
  /** The organisation that runs it: the DREETS (`dreets-24`), or `dgt`. */
  readonly authority: string;
  /** IANA name: dates are those of the wall clock there. */
  readonly timeZone: string;
}

/** All that a service is given: it reads no clock, environment or registry of its own. */
export interface ServiceDeps {
  readonly instance: InstanceInfo;
  readonly ports: Ports;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly identity: Identity;
  /** What the process tells of itself; a service adds what it cannot do without. */
  readonly health?: Health;
  /** host:port to listen on; port 0 takes any free one. */
  readonly listen: string;
  /** Address of another service of the same instance. */
  addressOf(service: string): string;
  /** What a service answers that runs in this process; absent where each has its own. */
  nearOf?(service: string): Mounted | undefined;
}

/** A started service. */
export interface Running {
  readonly address: string;
  /** Its unary RPCs, for callers in the same process. */
  readonly mounted?: Mounted;
  /** Resolves when views and reactions have handled all that was committed or published before the call. */
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

type Stoppable = { stop(): Promise<void> };

/** Stops one after the other, in the order given; a failure does not keep the others running, and is thrown at the end. */
export async function stopAll(parts: readonly Stoppable[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) await part.stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
