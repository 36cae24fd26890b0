import type { Instant } from '@cpom/kernel';
import { soon, type State } from '@cpom/platform';
import type { FeedBatch } from '@cpom/proto/feed/v1/feed';

/** Where a link stands; durable in `State` soon after it moves, so that a restart resumes: what is heard twice after a crash changes nothing. */
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
  /** Past a batch that the journal holds. */
  advance(batch: FeedBatch, at: Instant): void;
  startRefill(): Promise<void>;
  finishRefill(batch: FeedBatch, at: Instant): Promise<void>;
  /** Durable once it returns. */
  save(): Promise<void>;
}

const nothing: Progress = { cursor: '', firstHeardAt: '', lastHeardAt: '', completeAt: '', messages: 0, refills: 0, refilling: false };

/** A link moves several times a second; where it is is written at most so often (milliseconds). */
const savedEvery = 1_000;
/** A sign of life alone is written more rarely still: it moves a clock, not the cursor. */
const signOfLifeEvery = 60_000;

/** `onFault` is told when a place could not be written; it will be, when the link moves again. */
export async function openProgress(state: State, peer: string, onFault: (fault: unknown) => void): Promise<ProgressKeeper> {
  const key = `link:${peer}`;
  let progress = ((await state.get(key))?.value as unknown as Progress | undefined) ?? nothing;
  let savedAt = 0;

  const saving = soon(() => state.put(key, { ...progress }).then(() => undefined), savedEvery, onFault);
  const heard = (batch: FeedBatch, at: Instant): Progress => ({
    ...progress,
    cursor: batch.cursor.toString('base64'),
    firstHeardAt: progress.firstHeardAt || at,
    lastHeardAt: at,
    completeAt: batch.atHead ? at : progress.completeAt,
    messages: progress.messages + batch.messages.length,
  });
  const atOnce = (next: Progress): Promise<void> => {
    progress = next;
    return saving.now();
  };
  return {
    now: () => progress,
    cursor: () => Buffer.from(progress.refilling ? '' : progress.cursor, 'base64'),
    advance: (batch, at) => {
      const next = heard(batch, at);
      const onlyALife = next.cursor === progress.cursor && Date.parse(at) - savedAt < signOfLifeEvery;
      progress = next;
      if (onlyALife) return;
      savedAt = Date.parse(at);
      saving.ask();
    },
    startRefill: () => atOnce({ ...progress, refills: progress.refills + 1, refilling: true }),
    finishRefill: (batch, at) => atOnce({ ...heard(batch, at), refilling: false }),
    save: saving.now,
  };
}
