import type { Fact } from '@cpom/kernel';
import { startHeads, startProjections, startRelay, type Projection, type Projections } from '@cpom/platform';
import { mountFeed } from './feed.ts';
import type { Mounted } from './grpc-server.ts';
import { stopAll, type ServiceDeps } from './lifecycle.ts';

/** What every service with a journal runs: views, relay to the bus, public heads, feed. */
export interface Base {
  readonly projections: Projections;
  readonly feed: Mounted;
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts them; resolves once the views have caught up with the journal. */
export async function startBase(deps: ServiceDeps, service: string, projections: readonly Projection<Fact>[]): Promise<Base> {
  const { journal, views, state, bus } = deps.ports;
  const { log, identity } = deps;
  const source = `cpom://${deps.instance.code}/${service}`;
  const stopping = new AbortController();
  const kept = await startProjections({ journal, views, state, log, projections });
  const heads = await startHeads({ journal, views, state, log });
  const relay = await startRelay({ journal, bus, state, log, source });
  return {
    projections: kept,
    feed: mountFeed({ journal, heads, source, identity, log }, stopping.signal),
    caughtUp: async () => { await Promise.all([kept.caughtUp(), relay.caughtUp()]); },
    stop: async () => {
      stopping.abort();
      await stopAll([relay, kept, heads]);
    },
  };
}
