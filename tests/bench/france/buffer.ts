import type { Fact } from '@cpom/kernel';
import { isConflict, type Append, type Commit, type Conflict, type Journal } from '@cpom/platform';

/** What was written, counted as it is made. */
export interface Counts {
  commits: number;
  events: number;
  /** Public messages for the nation: what may leave the region. */
  forNation: number;
  messages: number;
}

export const noCounts = (): Counts => ({ commits: 0, events: 0, forNation: 0, messages: 0 });

/** The journal that runners write to while a plan is carried out: what is appended gathers, and is written a few thousand commits at a time. */
export interface Buffer extends Pick<Journal, 'append' | 'caused' | 'read' | 'head'> {
  flush(): Promise<void>;
}

const atOnce = 1_000;

const asCommit = (position: number, item: Append): Commit => {
  const { stream, cause, recordedAt, actor, events, expectedVersion } = item;
  const facts = events.map((event, index): Fact => ({ stream, version: expectedVersion + index + 1, recordedAt, actor, event }));
  return { position, stream, cause, recordedAt, actor, facts, messages: [], hash: '' };
};

function count(counts: Counts, { events, messages }: Append): void {
  counts.commits += 1;
  counts.events += events.length;
  counts.messages += messages.length;
  counts.forNation += messages.filter(({ audience }) => audience === 'nation').length;
}

/** One writer, causes never repeated: the versions are those that the runner read. Whoever opened the journal closes it. */
export function bufferOn(journal: Journal, counts: Counts): Buffer {
  let waiting: Append[] = [];
  let streams = new Set<string>();

  async function flush(): Promise<void> {
    const items = waiting;
    [waiting, streams] = [[], new Set()];
    for (const outcome of await journal.appendAll(items)) if (isConflict(outcome)) throw new Error(`${outcome.stream} was written by somebody else`);
  }
  return {
    flush,
    append: async (item): Promise<Commit | Conflict> => {
      count(counts, item);
      waiting.push(item);
      streams.add(item.stream);
      const commit = asCommit(counts.commits, item);
      if (waiting.length >= atOnce) await flush();
      return commit;
    },
    caused: () => Promise.resolve(undefined),
    head: () => Promise.resolve({ epoch: '', position: counts.commits, hash: '' }),
    read: async function* (stream) {
      if (streams.has(stream)) await flush();
      yield* journal.read(stream);
    },
  };
}
