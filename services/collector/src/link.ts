import { Refusal } from '@cpom/kernel';
import type { Clock, Journal, Log, State } from '@cpom/platform';
import { createLoop, isConflict, type Append } from '@cpom/platform';
import { LinkState } from '@cpom/proto/collector/v1/events';
import type { FeedBatch, FeedMessage } from '@cpom/proto/feed/v1/feed';
import type { FeedConnection } from '@cpom/service';
import type { Peer } from './config.ts';
import { linkStream, streamOf, type LinkEvent } from './contract.ts';
import { hear, hearAgain, instanceOfSource, latestOfEach, withdraw } from './hearing.ts';
import type { Memory } from './memory.ts';
import { openProgress, type Progress } from './progress.ts';

export interface LinkDeps {
  readonly peer: Peer;
  readonly audience: string;
  readonly feed: FeedConnection;
  readonly memory: Memory;
  readonly journal: Journal;
  readonly state: State;
  readonly clock: Clock;
  readonly log: Log;
}

/** How a link stands, for people. */
export interface LinkStatus {
  readonly state: 'never' | 'following' | 'catching-up' | 'away';
  readonly problem: string;
  readonly programVersion: string;
  readonly progress: Progress;
}

export interface Link {
  status(): LinkStatus;
  stop(): Promise<void>;
}

const collector = { actorId: 'service:collector', role: 'service', organisation: '' };

/** Tells the instance about the link itself, once per cause. */
async function say({ journal, clock, peer }: LinkDeps, cause: string, event: LinkEvent, firstHeardAt: string, refills: number): Promise<void> {
  const stream = linkStream(peer.code);
  if (await journal.caused(stream, cause)) return;
  let version = 0;
  for await (const fact of journal.read(stream)) version = fact.version;
  const payload = LinkState.encode({ peer: peer.code, name: peer.name, firstHeardAt, refills }).finish();
  const append: Append = {
    stream, cause, expectedVersion: version, recordedAt: clock.now(), actor: collector, events: [event],
    messages: [{ topic: 'collector', type: 'cpom.collector.v1.LinkState', audience: 'instance', payload }],
  };
  if (isConflict(await journal.append(append))) throw new Error(`another collector follows ${peer.code}`);
}

/** A peer speaks for itself alone: whatever names another instance is refused, whole. */
function checkSource(peer: Peer, messages: readonly FeedMessage[]): void {
  const foreign = messages.find((message) => instanceOfSource(message.source) !== peer.code);
  if (foreign) throw new Refusal('forbidden', `La porte de ${peer.name} a transmis un message de « ${foreign.source} ».`);
}

/** Follows one peer's gate for ever: reconnects, resumes, and reads all again when the peer's history is another one. */
export async function startLink(deps: LinkDeps): Promise<Link> {
  const { peer, audience, feed, memory, clock } = deps;
  const progress = await openProgress(deps.state, peer.code);
  const stopping = new AbortController();
  let status: Omit<LinkStatus, 'progress'> = { state: progress.now().lastHeardAt ? 'away' : 'never', problem: '', programVersion: '' };
  const again = new Map<string, FeedMessage>();

  const hearing = () => ({ peer: peer.code, refill: progress.now().refills, now: clock.now() });

  /** A stream that comes several times in one batch is heard once, at its latest: what it says is a state. */
  async function follow(batch: FeedBatch): Promise<void> {
    const latest = [...latestOfEach(batch.messages).values()];
    await memory.append(latest.flatMap((message) => hear(hearing(), message, memory.get(streamOf(peer.code, message.stream))) ?? []));
    await progress.advance(batch, clock.now());
  }

  async function finishRefill(batch: FeedBatch): Promise<void> {
    const changed = [...again.values()].flatMap((message) => hearAgain(hearing(), message, memory.get(streamOf(peer.code, message.stream))) ?? []);
    const gone = memory.ofPeer(peer.code).filter((row) => !row.withdrawn && !again.has(row.peerStream)).map((row) => withdraw(hearing(), row));
    await memory.append([...changed, ...gone]);
    const refill = progress.now().refills;
    await say(deps, `refill-${refill}`, { type: 'RefillCompleted', peer: peer.code, refill }, progress.now().firstHeardAt, refill);
    again.clear();
    await progress.finishRefill(batch, clock.now());
  }

  async function refill(batch: FeedBatch): Promise<void> {
    for (const [stream, message] of latestOfEach([...again.values(), ...batch.messages])) again.set(stream, message);
    if (batch.atHead) await finishRefill(batch);
  }

  async function receive(batch: FeedBatch): Promise<void> {
    checkSource(peer, batch.messages);
    if (!progress.now().firstHeardAt) {
      await say(deps, 'opened', { type: 'LinkOpened', peer: peer.code, name: peer.name }, clock.now(), 0);
    }
    await (progress.now().refilling ? refill(batch) : follow(batch));
    status = { state: batch.atHead && !progress.now().refilling ? 'following' : 'catching-up', problem: '', programVersion: batch.programVersion };
  }

  async function step(): Promise<boolean> {
    try {
      again.clear();
      for await (const batch of feed.follow({ audience, cursor: progress.cursor() }, stopping.signal)) await receive(batch);
      return !stopping.signal.aborted;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      status = { ...status, state: 'away', problem: error.message };
      if (error.code !== 'diverged') throw error;
      deps.log.warn({ peer: peer.code }, 'the peer was restored: all is read again');
      await progress.startRefill();
      return true;
    }
  }

  const loop = createLoop({ name: `link-${peer.code}`, step, log: deps.log });
  loop.wake();
  return {
    status: () => ({ ...status, progress: progress.now() }),
    stop: async () => {
      stopping.abort();
      await loop.stop();
    },
  };
}
