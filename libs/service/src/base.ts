import type { Fact } from '@cpom/kernel';
import { createReading, startHeads, startProjections, startRelay, type Projection, type Projections } from '@cpom/platform';
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

/** Commits a page: views that are made again write a row once for all that a page says of it. */
export const pageOfViews = 4_000;

/** Starts them; resolves once the views have caught up with the journal. */
export async function startBase(deps: ServiceDeps, service: string, projections: readonly Projection<Fact>[]): Promise<Base> {
  const { journal, views, state, bus } = deps.ports;
  const { log, identity } = deps;
  const source = `cpom://${deps.instance.code}/${service}`;
  const stopping = new AbortController();
  const reading = createReading(`${service} views`, { journal, state, log, batch: pageOfViews });
  const [kept, heads] = await Promise.all([startProjections({ reading, views, state, projections }), startHeads({ reading, views })]);
  const relay = await startRelay({ journal, bus, state, log, source });
  return {
    projections: kept,
    feed: mountFeed({ journal, heads, source, identity, log }, stopping.signal),
    caughtUp: async () => { await Promise.all([kept.caughtUp(), relay.caughtUp()]); },
    stop: async () => {
      stopping.abort();
      await stopAll([relay, reading]);
    },
  };
}
