import type { InstanceInfo } from '@cpom/service';

/** How the bus delivers: as it does, or each message five times, shuffled across keys, in order within a key. */
export type Delivery = 'once' | 'five-times';

/** What a process of the run is told when it is started; JSON in its only argument. */
export interface Told {
  readonly info: InstanceInfo;
  readonly dir: string;
  /** The folder of certificates, one folder an instance. */
  readonly trust: string;
  readonly peers: readonly { readonly code: string; readonly name: string; readonly address: string }[];
  readonly gateListen: string;
  /** How far its clock is from the machine's, in milliseconds. */
  readonly clockOff: number;
  readonly delivery: Delivery;
  /** Absent: the whole instance in this process, on the embedded engine. */
  readonly apart?: {
    readonly service: string;
    readonly addresses: Readonly<Record<string, string>>;
    readonly keys: string;
    readonly namespace: string;
    readonly mongoUrl: string;
    readonly kafkaBrokers: readonly string[];
  };
}

/** What a process says over its channel. */
export type Saying =
  | { readonly ready: Readonly<Record<string, string>> }
  /** A message that a group was given after a later one of its key, and had not been given before. */
  | { readonly outOfOrder: string }
  | { readonly caughtUp: number };

/** What a process is asked over its channel. */
export type Asking = { readonly deliver: Delivery } | { readonly caughtUp: number } | { readonly stop: true };
