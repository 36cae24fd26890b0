import { Refusal } from '@cpom/kernel';
import { createLoop, type Clock, type Journal, type Log, type State } from '@cpom/platform';
import { passing, type FeedConnection } from '@cpom/service';
import type { Peer } from './config.ts';
import { heardAfter } from './events.ts';
import type { Memory } from './memory.ts';
import { openProgress, type Progress } from './progress.ts';
import { createReceiver } from './receive.ts';

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

/** Follows one peer's gate for ever: reconnects, resumes, and reads all again when the peer's history is another one. */
export async function startLink(deps: LinkDeps): Promise<Link> {
  const { peer, audience, feed, log } = deps;
  const progress = await openProgress(deps.state, peer.code);
  const receiver = createReceiver({ ...deps, progress });
  const stopping = new AbortController();
  let status: Standing = { state: progress.now().lastHeardAt ? 'away' : 'never', problem: '', programVersion: '' };

  async function follow(): Promise<void> {
    receiver.begin();
    for await (const batch of feed.follow({ audience, cursor: progress.cursor() }, stopping.signal)) {
      await passing(`collector from ${peer.code}`, 'in', batch, () => receiver.receive(batch));
      heardAfter(peer, batch, deps.clock);
      const complete = batch.atHead && !progress.now().refilling;
      status = { state: complete ? 'following' : 'catching-up', problem: '', programVersion: batch.programVersion };
    }
  }

  async function step(): Promise<boolean> {
    try {
      await follow();
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
