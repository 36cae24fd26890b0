import type { Trust } from '@cpom/service';

/** What a gate is told at start. */
export interface GateConfig {
  readonly trust: Trust;
  /** Services of the instance whose journals speak to peers. */
  readonly services: readonly string[];
  /** host:port of the only door out. */
  readonly listen: string;
  readonly programVersion: string;
  /** Pause between two signs of life, in milliseconds. */
  readonly heartbeat: number;
}
