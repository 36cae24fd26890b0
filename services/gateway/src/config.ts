import type { ProviderSettings } from './signin/index.ts';
import type { Instance } from './ui/index.ts';

/** What a gateway is told at start. */
export interface GatewayConfig {
  /** Port on 127.0.0.1 (or `host`). */
  readonly port: number;
  readonly host: string;
  /** Where browsers reach it. */
  readonly origin: string;
  readonly provider: ProviderSettings;
  /** What every page shows of the instance. */
  readonly shown: Instance;
  /** Reverse proxies in front. */
  readonly proxies: number;
  /** Requests a visitor may make at once and per second; the usual ones unless told. */
  readonly rate?: { readonly burst: number; readonly perSecond: number; readonly visitors: number };
}
