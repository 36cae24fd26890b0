import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { Refusal } from '@cpom/kernel';
import { follow, stateHash, type PublicAudience, type Cursor, type FeedPage, type Heads, type Journal, type Log } from '@cpom/platform';
import { FeedService, type FeedBatch, type FollowRequest, type HeadsReply, type ReadHeadsRequest } from '@cpom/proto/feed/v1/feed';
import { faultError, toServiceError } from './grpc-status.ts';
import { tell, type Mounted } from './grpc-server.ts';
import type { Identity } from './identity.ts';
import { passing } from './telemetry/passing.ts';

/** What a feed needs to answer: where it comes from and what it reads. */
export interface FeedSource {
  readonly journal: Journal;
  readonly heads: Heads;
  /** `cpom://<instance>/<service>` */
  readonly source: string;
  readonly identity: Identity;
  readonly log: Log;
}

type FollowCall = ServerWritableStream<FollowRequest, FeedBatch>;

const follower = 'gate';

export const encodeCursor = (cursor: Cursor): Buffer => Buffer.from(JSON.stringify([cursor.epoch, cursor.position, cursor.hash]));

/** A cursor as it came back; refuses `diverged` what this program did not write. */
export function decodeCursor(bytes: Uint8Array): Cursor | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const [epoch, position, hash] = JSON.parse(Buffer.from(bytes).toString()) as unknown[];
    if (typeof epoch === 'string' && typeof position === 'number' && typeof hash === 'string') return { epoch, position, hash };
  } catch {
    // Not JSON: told below, as any cursor that is not ours.
  }
  throw new Refusal('diverged', "Ce point de reprise n'est pas de ce journal : reprenez depuis le début.");
}

/** An audience that may leave a service; inside the instance, the bus is the road. */
export function audienceOf(name: string): PublicAudience {
  if (name === 'nation' || name === 'regions') return name;
  throw new Refusal('invalid', `Destinataire inconnu : « ${name} ».`);
}

const toBatch = (source: string, page: FeedPage): FeedBatch => ({
  cursor: encodeCursor(page.cursor),
  atHead: page.atHead,
  programVersion: '',
  messages: page.items.map(({ said, time, traceparent }) => ({
    source, type: said.type, stream: said.stream, sequence: said.sequence, time, traceparent: traceparent ?? '', topic: said.topic, payload: Buffer.from(said.payload),
  })),
});

/** Writes with the follower's pace: waits when its window is full. */
export async function writeTo<T>(call: ServerWritableStream<unknown, T>, message: T, signal: AbortSignal): Promise<void> {
  if (call.write(message) || signal.aborted) return;
  await new Promise<void>((resolve) => {
    call.once('drain', resolve);
    signal.addEventListener('abort', () => { resolve(); }, { once: true });
  });
}

/** Aborts when the follower goes away or when the service stops. */
export function abortWith(call: ServerWritableStream<unknown, unknown>, stopping: AbortSignal): AbortSignal {
  const gone = new AbortController();
  call.on('cancelled', () => { gone.abort(); });
  call.on('error', () => { gone.abort(); });
  return AbortSignal.any([gone.signal, stopping]);
}

async function allowOnlyTheGate(identity: Identity, call: { readonly metadata: FollowCall['metadata'] }): Promise<void> {
  const caller = await identity.verify(call.metadata.get('identity')[0]?.toString());
  if (caller.kind !== 'service' || caller.service !== follower) throw new Refusal('forbidden', "Seule la porte de l'instance suit ce journal.");
}

async function send(from: FeedSource, call: FollowCall, signal: AbortSignal): Promise<void> {
  await allowOnlyTheGate(from.identity, call);
  for await (const page of follow(from.journal, audienceOf(call.request.audience), decodeCursor(call.request.cursor), signal)) {
    const batch = toBatch(from.source, page);
    await passing(`feed ${from.source}`, 'out', batch, () => writeTo(call, batch, signal));
  }
}

/** Mounts the feed of one journal. Only the gate of the same instance may follow it. */
export function mountFeed(from: FeedSource, stopping: AbortSignal): Mounted {
  return {
    definition: FeedService,
    implementation: {
      follow: (call: FollowCall) => {
        send(from, call, abortWith(call, stopping))
          .then(() => { call.end(); }, (error: unknown) => { call.emit('error', error instanceof Refusal ? toServiceError(error) : faultError); });
      },
      readHeads: (call: ServerUnaryCall<ReadHeadsRequest, HeadsReply>, callback: sendUnaryData<HeadsReply>) => {
        allowOnlyTheGate(from.identity, call)
          .then(() => from.heads.read(audienceOf(call.request.audience)))
          .then((heads) => { callback(null, { heads: [...heads], stateHash: stateHash(heads) }); }, (error: unknown) => { callback(tell(error, from.log, 'readHeads')); });
      },
    },
  };
}
