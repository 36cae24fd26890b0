import { credentials } from '@grpc/grpc-js';
import { FeedService } from '@cpom/proto/feed/v1/feed';
import { connectFeed, listen, mutualServer, type Running, type ServiceDeps } from '@cpom/service';
import type { GateConfig } from './config.ts';
import { gateImplementation } from './rpc.ts';

/** The instance's only exit. Keeps nothing: what it says is in the journals of the services behind it. */
export async function startGate(deps: Omit<ServiceDeps, 'ports'>, config: GateConfig): Promise<Running> {
  const { instance, log, identity } = deps;
  const stopping = new AbortController();
  const token = (): Promise<string> => identity.sign({ kind: 'service', service: 'gate', requestId: deps.newId() });
  const feeds = new Map(config.services.map((service) => [service, connectFeed(service, deps.addressOf(service), credentials.createInsecure(), token)]));
  const implementation = gateImplementation({ instance, feeds, log, programVersion: config.programVersion, heartbeat: config.heartbeat, stopping: stopping.signal });
  const server = await listen([{ definition: FeedService, implementation }], config.listen, mutualServer(config.trust));
  return {
    address: server.address,
    caughtUp: () => Promise.resolve(),
    stop: async () => {
      stopping.abort();
      await server.stop();
      for (const feed of feeds.values()) feed.close();
    },
  };
}
