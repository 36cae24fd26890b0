import { Refusal } from '@cpom/kernel';
import { turn, type Append, type Clock, type Journal } from '@cpom/platform';
import type { FeedBatch, FeedMessage } from '@cpom/proto/feed/v1/feed';
import type { Peer } from './config.ts';
import { streamOf } from './contract.ts';
import { hear, instanceOfSource, latestOfEach, type Hearing } from './hearing.ts';
import type { Memory } from './memory.ts';
import type { ProgressKeeper } from './progress.ts';
import { createRefill } from './refill.ts';
import { say } from './say.ts';

export interface ReceiveDeps {
  readonly peer: Peer;
  readonly memory: Memory;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly progress: ProgressKeeper;
}

/** Takes a peer's batches, one after the other. */
export interface Receiver {
  /** Durable once it returns: the cursor moves only after what it covers is in the journal. */
  receive(batch: FeedBatch): Promise<void>;
  /** A new connection begins: what was gathered on the former one comes again. */
  begin(): void;
}

/** A peer speaks for itself alone: a batch that names another instance is refused, whole. */
function checkSource(peer: Peer, messages: readonly FeedMessage[]): void {
  const foreign = messages.find((message) => instanceOfSource(message.source) !== peer.code);
  if (!foreign) return;
  const refusal = new Refusal('forbidden', `La porte de ${peer.name} a transmis un message de « ${foreign.source} ».`);
  throw Object.assign(refusal, { cause: new Error(`it passed on a message of ${foreign.source}`) });
}

export function createReceiver({ peer, memory, journal, clock, progress }: ReceiveDeps): Receiver {
  const { code, name } = peer;
  const refill = createRefill();
  const hearing = (): Hearing => ({ peer: code, refill: progress.now().refills, now: clock.now() });

  /** A stream that comes several times in one batch is heard once, at its latest: what it says is a state. */
  async function follow(batch: FeedBatch): Promise<void> {
    const heard: Append[] = [];
    for (const message of latestOfEach(batch.messages).values()) {
      const append = hear(hearing(), message, memory.get(streamOf(code, message.stream)));
      if (append) heard.push(append);
      await turn();
    }
    await memory.append(heard);
    await progress.advance(batch, clock.now());
  }

  async function readAgain(batch: FeedBatch): Promise<void> {
    if (!refill.gather(batch)) return;
    await refill.apply(hearing(), memory);
    const { refills, firstHeardAt } = progress.now();
    await say(journal, clock, { cause: `refill-${refills}`, event: { type: 'RefillCompleted', peer: code, refill: refills }, name, firstHeardAt, refills });
    refill.clear();
    await progress.finishRefill(batch, clock.now());
  }

  return {
    begin: refill.clear,
    receive: async (batch) => {
      checkSource(peer, batch.messages);
      const { firstHeardAt, refilling } = progress.now();
      if (!firstHeardAt) await say(journal, clock, { cause: 'opened', event: { type: 'LinkOpened', peer: code, name }, name, firstHeardAt: clock.now(), refills: 0 });
      await (refilling ? readAgain(batch) : follow(batch));
    },
  };
}
