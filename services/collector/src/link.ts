import { Refusal } from '@cpom/kernel';
import type { FeedBatch } from '@cpom/proto/feed/v1/feed';
import { createLoop, type Clock, type Journal, type Log, type State } from '@cpom/platform';
import { passing, type FeedConnection } from '@cpom/service';
import { heardBeyond } from './beyond.ts';
import type { Peer } from './config.ts';
import { heardAfter } from './events.ts';
import type { Memory } from './memory.ts';
import { openProgress, type Progress, type ProgressKeeper } from './progress.ts';
import { createReceiver, type Receiver } from './receive.ts';

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

type Standing = Omit<LinkStatus, 'progress'>;

/** The words of the machine behind what people read are logged once, however often it is tried again; a fault is logged by the loop. */
function away({ log, peer }: LinkDeps, before: Standing, error: unknown): Standing {
  if (!(error instanceof Refusal)) return { ...before, state: 'away', problem: 'Erreur interne : voir le journal technique.' };
  const reason = error.cause instanceof Error ? error.cause.message : undefined;
  if (error.message !== before.problem) log.warn({ peer: peer.code, code: error.code, reason }, 'the link is broken');
  return { ...before, state: 'away', problem: error.message };
}

/**
 * Refuses `diverged` where what is known of a peer is not of its history, though its cursor was good there: this process may have been killed
 * after it kept a batch and before it noted where it was, and the peer restored meanwhile. A comparison that cannot be made is made on the
 * next connection.
 */
async function compare({ peer, audience, feed, memory, log }: LinkDeps): Promise<void> {
  const known = memory.heads(peer.code);
  const { heads } = await feed.readHeads(audience).catch((error: unknown) => {
    log.warn({ err: error, peer: peer.code }, 'what is known of the peer could not be compared with what it holds');
    return { heads: known };
  });
  const beyond = heardBeyond(known, heads);
  if (beyond.length > 0) throw new Refusal('diverged', `Ce que l'on sait de ${peer.name} n'est pas de son histoire présente (flux concernés : ${beyond.length}).`);
}

interface Connecting {
  readonly progress: ProgressKeeper;
  readonly receiver: Receiver;
  readonly signal: AbortSignal;
  /** After each batch. `complete`: all that the peer says is here. */
  heard(batch: FeedBatch, complete: boolean): void;
}

/** One connection, until it ends or the signal aborts. */
async function follow(deps: LinkDeps, { progress, receiver, signal, heard }: Connecting): Promise<void> {
  const { peer, audience, feed } = deps;
  receiver.begin();
  const cursor = progress.cursor();
  // Read from its beginning, it is compared as it is read.
  let compared = cursor.length === 0;
  for await (const batch of feed.follow({ audience, cursor }, signal)) {
    await passing(`collector from ${peer.code}`, 'in', batch, () => receiver.receive(batch));
    const complete = batch.atHead && !progress.now().refilling;
    if (complete && !compared) await compare(deps);
    compared ||= complete;
    heard(batch, complete);
  }
}

/** Follows one peer's gate for ever: reconnects, resumes, and reads all again when the peer's history is another one. */
export async function startLink(deps: LinkDeps): Promise<Link> {
  const { peer, log } = deps;
  const progress = await openProgress(deps.state, peer.code);
  const receiver = createReceiver({ ...deps, progress });
  const stopping = new AbortController();
  let status: Standing = { state: progress.now().lastHeardAt ? 'away' : 'never', problem: '', programVersion: '' };
  const heard: Connecting['heard'] = (batch, complete) => {
    heardAfter(peer, batch, deps.clock);
    status = { state: complete ? 'following' : 'catching-up', problem: '', programVersion: batch.programVersion };
  };

  async function step(): Promise<boolean> {
    try {
      await follow(deps, { progress, receiver, signal: stopping.signal, heard });
      return !stopping.signal.aborted;
    } catch (error) {
      status = away(deps, status, error);
      if (!(error instanceof Refusal && error.code === 'diverged')) throw error;
      log.warn({ peer: peer.code }, 'the peer was restored: all is read again');
      await progress.startRefill();
      return true;
    }
  }

  const loop = createLoop({ name: `link-${peer.code}`, step, log });
  loop.wake();
  return {
    status: () => ({ ...status, progress: progress.now() }),
    stop: async () => {
      stopping.abort();
      await loop.stop();
    },
  };
}
