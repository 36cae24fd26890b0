import type { Trust } from '@cpom/service';

/** Another instance that is followed. */
export interface Peer {
  /** COG code of the region, or `nation`. */
  readonly code: string;
  readonly name: string;
  /** host:port of its gate. */
  readonly address: string;
}

/** What a collector is told at start. */
export interface CollectorConfig {
  readonly trust: Trust;
  readonly peers: readonly Peer[];
  /** What is asked of the peers: `nation` from the regions, `regions` from the nation. */
  readonly audience: 'nation' | 'regions';
}
