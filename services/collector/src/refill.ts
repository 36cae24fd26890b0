import type { FeedBatch, FeedMessage } from '@cpom/proto/feed/v1/feed';
import { streamOf } from './contract.ts';
import { hearAgain, latestOfEach, withdraw, type Hearing } from './hearing.ts';
import type { Memory } from './memory.ts';

/** What a peer says again from its beginning: kept aside, and compared with what is known once it is whole. */
export interface Refill {
  /** True when the peer has said all that it holds. */
  gather(batch: FeedBatch): boolean;
  /** Applies what differs: new, gone back, or gone. A repeat changes nothing. */
  apply(hearing: Hearing, memory: Memory): Promise<void>;
  clear(): void;
}

/** Nothing is applied before the end: a half-read history would look like losses. */
export function createRefill(): Refill {
  const gathered = new Map<string, FeedMessage>();
  return {
    gather: (batch) => {
      for (const [stream, message] of latestOfEach([...gathered.values(), ...batch.messages])) gathered.set(stream, message);
      return batch.atHead;
    },
    apply: async (hearing, memory) => {
      const changed = [...gathered.values()].flatMap((message) => hearAgain(hearing, message, memory.get(streamOf(hearing.peer, message.stream))) ?? []);
      const gone = memory.ofPeer(hearing.peer).filter((row) => !row.withdrawn && !gathered.has(row.peerStream)).map((row) => withdraw(hearing, row));
      await memory.append([...changed, ...gone]);
    },
    clear: () => { gathered.clear(); },
  };
}
