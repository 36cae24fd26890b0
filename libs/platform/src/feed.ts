import type { Audience, Commit, Cursor, Journal, Said } from './ports/index.ts';
import { cursorOf } from './ports/index.ts';

/** A message on its way to a follower, as it was said. */
export interface FeedItem {
  readonly said: Said;
  readonly time: string;
  readonly traceparent?: string;
}

export interface FeedPage {
  readonly items: readonly FeedItem[];
  readonly cursor: Cursor;
  /** Nothing more was there when this page was read. */
  readonly atHead: boolean;
}

const itemsFor = (audience: Audience, commit: Commit): FeedItem[] =>
  commit.messages.filter((said) => said.audience === audience && !said.erased)
    .map((said) => ({ said, time: commit.recordedAt, ...(commit.traceparent ? { traceparent: commit.traceparent } : {}) }));

/** What a stream says is a state: of several in one page the latest is enough, in its own place. */
function latestOfEach(items: readonly FeedItem[]): FeedItem[] {
  const latest = new Map<string, FeedItem>();
  for (const item of items) {
    const name = `${item.said.topic} ${item.said.stream}`;
    latest.delete(name);
    latest.set(name, item);
  }
  return [...latest.values()];
}

const asleep = (journal: Journal, signal: AbortSignal): { next(): Promise<void>; done(): void } => {
  let woken = false;
  let tell: (() => void) | undefined;
  const ring = (): void => { woken = true; tell?.(); };
  const unsubscribe = journal.wake(ring);
  signal.addEventListener('abort', ring, { once: true });
  return {
    next: async () => {
      if (!woken && !signal.aborted) await new Promise<void>((resolve) => { tell = resolve; });
      [woken, tell] = [false, undefined];
    },
    done: () => { unsubscribe(); signal.removeEventListener('abort', ring); },
  };
};

/**
 * Everything said for an audience after the cursor, then what is said from now on, until the signal aborts; of what one stream said
 * several times within a page, the latest.
 * Throws `diverged` for a cursor of another history. Pages without items also come, so that the cursor moves.
 */
export async function* follow(journal: Journal, audience: Audience, cursor: Cursor | undefined, signal: AbortSignal, limit = 500): AsyncGenerator<FeedPage> {
  const sleep = asleep(journal, signal);
  let at = cursor ?? { epoch: (await journal.head()).epoch, position: 0, hash: '' };
  try {
    for (let complete = false; !signal.aborted;) {
      const commits = await journal.after(at, limit);
      const last = commits.at(-1);
      if (last) at = cursorOf(at.epoch, last);
      const atHead = commits.length < limit;
      // Where the last page was full, nothing comes after it: that this was all must be said all the same.
      if (last || (atHead && !complete)) yield { items: latestOfEach(commits.flatMap((commit) => itemsFor(audience, commit))), cursor: at, atHead };
      complete = atHead;
      if (atHead) await sleep.next();
    }
  } finally {
    sleep.done();
  }
}
