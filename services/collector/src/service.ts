import { CollectorService } from '@cpom/proto/collector/v1/collector';
import { connectFeed, countingFacts, listen, mount, mutualChannel, startBase, stopAll, type Running, type ServiceDeps } from '@cpom/service';
import { access } from './access.ts';
import type { CollectorConfig } from './config.ts';
import { hearingLife, observeLinks } from './events.ts';
import { startLink } from './link.ts';
import { openMemory } from './memory.ts';
import { collectorHandlers, type Followed } from './rpc.ts';
import { divergences, known } from './views.ts';

/** Follows the peers' gates: what they say is kept in this journal, then said again, untouched, on this instance's bus. */
export async function startCollector(deps: ServiceDeps, config: CollectorConfig): Promise<Running> {
  const { views, state } = deps.ports;
  const journal = countingFacts(deps.ports.journal, hearingLife, deps.instance);
  const { clock, log } = deps;
  const base = await startBase(deps, 'collector', [known, divergences]);
  const memory = await openMemory(journal, views);
  const followed: Followed[] = [];
  for (const peer of config.peers) {
    const feed = connectFeed(peer.name, peer.address, mutualChannel(config.trust, peer.code), () => Promise.resolve(''));
    const link = await startLink({ peer, audience: config.audience, feed, memory, journal, state, clock, log });
    followed.push({ peer, feed, link });
  }
  const forget = observeLinks(followed, deps.instance, clock);
  const handlers = collectorHandlers({ followed, memory, views, audience: config.audience });
  const mounted = mount(CollectorService, handlers, access, deps);
  const server = await listen([mounted, base.feed], deps.listen);
  return {
    address: server.address, mounted,
    caughtUp: base.caughtUp,
    stop: async () => {
      forget();
      await stopAll([...followed.map(({ link }) => link), server, base]);
      for (const { feed } of followed) feed.close();
    },
  };
}
