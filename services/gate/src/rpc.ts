import type { sendUnaryData, ServerUnaryCall, ServerWritableStream, UntypedServiceImplementation } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import { stateHash, type Log } from '@cpom/platform';
import type { FeedBatch, FollowRequest, HeadsReply, ReadHeadsRequest } from '@cpom/proto/feed/v1/feed';
import { abortWith, faultError, passing, tell, toServiceError, writeTo, type FeedConnection, type InstanceInfo } from '@cpom/service';
import { checkPeer, peerOf } from './access.ts';
import { decodeVector, merge } from './merge.ts';

export interface GateDeps {
  readonly instance: InstanceInfo;
  readonly feeds: ReadonlyMap<string, FeedConnection>;
  readonly log: Log;
  readonly programVersion: string;
  readonly heartbeat: number;
  readonly stopping: AbortSignal;
}

type FollowCall = ServerWritableStream<FollowRequest, FeedBatch>;

async function follow(deps: GateDeps, call: FollowCall, caller: string | undefined): Promise<void> {
  const { audience, cursor } = call.request;
  const peer = checkPeer(deps.instance, caller, audience);
  deps.log.info({ peer }, 'a peer follows');
  const signal = abortWith(call, deps.stopping);
  await merge({
    ...deps, audience, signal,
    from: decodeVector(cursor, [...deps.feeds.keys()]),
    write: (batch) => passing(`gate to ${peer}`, 'out', batch, () => writeTo(call, batch, signal)),
  });
}

async function readHeads(deps: GateDeps, call: ServerUnaryCall<ReadHeadsRequest, HeadsReply>): Promise<HeadsReply> {
  checkPeer(deps.instance, peerOf(call), call.request.audience);
  const replies = await Promise.all([...deps.feeds.values()].map((feed) => feed.readHeads(call.request.audience)));
  const heads = replies.flatMap((reply) => reply.heads).map((head) => ({ stream: head.stream, version: head.version, payloadSha256: head.payloadSha256 }));
  return { heads, stateHash: stateHash(heads) };
}

/** The feed as peers see it. */
export const gateImplementation = (deps: GateDeps): UntypedServiceImplementation => ({
  follow: (call: FollowCall) => {
    // Read once, at the start: the connection may be gone when there is something to say of it.
    const peer = peerOf(call);
    follow(deps, call, peer).then(() => { call.end(); }, (error: unknown) => {
      if (error instanceof Refusal) deps.log.warn({ peer, code: error.code }, 'a follower was turned away');
      else deps.log.error({ err: error }, 'the feed broke');
      call.emit('error', error instanceof Refusal ? toServiceError(error) : faultError);
    });
  },
  readHeads: (call: ServerUnaryCall<ReadHeadsRequest, HeadsReply>, callback: sendUnaryData<HeadsReply>) => {
    readHeads(deps, call).then((reply) => { callback(null, reply); }, (error: unknown) => { callback(tell(error, deps.log, 'readHeads')); });
  },
});
