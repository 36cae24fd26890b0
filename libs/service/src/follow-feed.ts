import { Metadata, type ChannelCredentials } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import { FeedClient, type FeedBatch, type FollowRequest, type HeadsReply } from '@cpom/proto/feed/v1/feed';
import { fromPeerError } from './handshake.ts';

/** A feed as its follower sees it. */
export interface FeedConnection {
  /** Batches as they come, until the signal aborts; throws the feed's Refusal (`diverged`, `unavailable`…). */
  follow(request: FollowRequest, signal: AbortSignal): AsyncGenerator<FeedBatch>;
  readHeads(audience: string): Promise<HeadsReply>;
  close(): void;
}

const headsDeadline = 30_000;

async function* batches(client: FeedClient, name: string, metadata: Metadata, request: FollowRequest, signal: AbortSignal): AsyncGenerator<FeedBatch> {
  const call = client.follow(request, metadata);
  const cancel = (): void => { call.cancel(); };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for await (const batch of call as AsyncIterable<FeedBatch>) yield batch;
  } catch (error) {
    if (!signal.aborted) throw fromPeerError(error, name);
  } finally {
    signal.removeEventListener('abort', cancel);
    call.cancel();
  }
}

/** Connects to a service's feed (with the gate's token) or to another instance's gate (with certificates). */
export function connectFeed(name: string, address: string, channel: ChannelCredentials, token: () => Promise<string>): FeedConnection {
  const client = new FeedClient(address, channel, {
    // The name asked for in the handshake must not be an address (RFC 6066); who answers is checked by certificate all the same.
    'grpc.ssl_target_name_override': 'cpom',
    'grpc.max_receive_message_length': 64 * 1024 * 1024, 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_timeout_ms': 5_000, 'grpc.max_reconnect_backoff_ms': 2_000,
  });
  const identified = async (): Promise<Metadata> => {
    const metadata = new Metadata();
    metadata.set('identity', await token());
    return metadata;
  };
  return {
    follow: async function* (request, signal) {
      yield* batches(client, name, await identified(), request, signal);
      if (!signal.aborted) throw new Refusal('unavailable', `« ${name} » a fermé le fil.`);
    },
    readHeads: async (audience) => {
      const metadata = await identified();
      return new Promise((resolve, reject) => {
        client.readHeads({ audience }, metadata, { deadline: Date.now() + headsDeadline }, (error, reply) => {
          if (error) reject(fromPeerError(error, name) as Error);
          else resolve(reply);
        });
      });
    },
    close: () => { client.close(); },
  };
}
