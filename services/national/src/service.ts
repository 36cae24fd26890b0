import { listen, mount, startBase, stopAll, type Running, type ServiceDeps } from '@cpom/service';
import { NationalService } from '@cpom/proto/national/v1/national';
import { access } from './access.ts';
import type { NationalConfig } from './config.ts';
import { startReceiving } from './heard/receive.ts';
import { coverageHandlers } from './rpc/coverage.ts';
import { heldHandlers } from './rpc/held.ts';
import { indicatorHandlers } from './rpc/indicators.ts';
import { openReading } from './rpc/reading.ts';
import { openStore } from './world/store.ts';

/** Starts the nation's views of all regions. Resolves once they hold everything that the bus has, and it answers. */
export async function startNational(deps: ServiceDeps, _config: NationalConfig): Promise<Running> {
  const { ports: { state, views }, clock, instance } = deps;
  const base = await startBase(deps, 'national', []);
  const store = openStore(views, instance.timeZone);
  const consumer = await startReceiving(deps, store);
  const reading = openReading(store, clock);
  const handlers = { ...coverageHandlers(reading), ...indicatorHandlers(reading), ...heldHandlers({ consumer, state, clock }) };
  const mounted = mount(NationalService, handlers, access, deps);
  const server = await listen([mounted, base.feed], deps.listen);
  return {
    address: server.address, mounted,
    caughtUp: async () => { await Promise.all([base.caughtUp(), consumer.caughtUp()]); },
    stop: () => stopAll([server, consumer, base]),
  };
}
