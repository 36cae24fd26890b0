import type { Instant } from '@cpom/kernel';
import type { State } from '@cpom/platform';
import type { FeedBatch } from '@cpom/proto/feed/v1/feed';

/** Where a link stands; durable in `State`, so that a restart resumes. */
export interface Progress {
  /** Base64 of the gate's opaque cursor; empty at the beginning. */
  readonly cursor: string;
  readonly firstHeardAt: string;
  readonly lastHeardAt: string;
  /** When all that the peer had said was last known to be here. */
  readonly completeAt: string;
  readonly messages: number;
  readonly refills: number;
  /** The peer's history is being read again; nothing is applied before its end. */
  readonly refilling: boolean;
}

export interface ProgressKeeper {
  now(): Progress;
  cursor(): Buffer;
  /**
   * Past a batch that the journal holds; durable once it returns, and not soon after. A cursor that lagged far behind what is known would
   * still be good in the history of a peer restored meanwhile, and what that one lost would never be noticed.
   */
  advance(batch: FeedBatch, at: Instant): Promise<void>;
  startRefill(): Promise<void>;
  finishRefill(batch: FeedBatch, at: Instant): Promise<void>;
}

const nothing: Progress = { cursor: '', firstHeardAt: '', lastHeardAt: '', completeAt: '', messages: 0, refills: 0, refilling: false };

/** A sign of life alone is written at most so often (milliseconds): it moves a clock, not the cursor. */
const signOfLifeEvery = 60_000;

export async function openProgress(state: State, peer: string): Promise<ProgressKeeper> {
  const key = `link:${peer}`;
  let progress = ((await state.get(key))?.value as unknown as Progress | undefined) ?? nothing;
  let savedAt = 0;

  async function save(next: Progress, at: Instant | undefined): Promise<void> {
    progress = next;
    savedAt = at ? Date.parse(at) : savedAt;
    await state.put(key, { ...next });
  }
  const heard = (batch: FeedBatch, at: Instant): Progress => ({
    ...progress,
    cursor: batch.cursor.toString('base64'),
    firstHeardAt: progress.firstHeardAt || at,
    lastHeardAt: at,
    completeAt: batch.atHead ? at : progress.completeAt,
    messages: progress.messages + batch.messages.length,
  });
  return {
    now: () => progress,
    cursor: () => Buffer.from(progress.refilling ? '' : progress.cursor, 'base64'),
    advance: async (batch, at) => {
      const next = heard(batch, at);
      const onlyALife = next.cursor === progress.cursor && Date.parse(at) - savedAt < signOfLifeEvery;
      if (onlyALife) progress = next;
      else await save(next, at);
    },
    startRefill: () => save({ ...progress, refills: progress.refills + 1, refilling: true }, undefined),
    finishRefill: (batch, at) => save({ ...heard(batch, at), refilling: false }, at),
  };
}
