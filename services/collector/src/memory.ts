import { isConflict, type Append, type Commit, type Journal, type StreamHead, type Views } from '@cpom/platform';
import { rowAfter } from './hearing.ts';
import { known, type KnownRow } from './views.ts';

/** What was last heard of each stream, kept at hand; the journal remains the truth. */
export interface Memory {
  get(stream: string): KnownRow | undefined;
  ofPeer(peer: string): readonly KnownRow[];
  /** Appends and remembers. Several messages of one stream in one batch go one after the other. */
  append(items: readonly Append[]): Promise<void>;
  heads(peer: string): readonly StreamHead[];
}

const groupSize = 200;

/** Reads what is known from the view, which must have caught up. */
export async function openMemory(journal: Journal, views: Views): Promise<Memory> {
  const rows = new Map<string, KnownRow>();
  for (const row of await views.list<KnownRow>(known.view, {})) rows.set(row.key, row.doc);

  function remember(item: Append, commit: Commit): void {
    const version = commit.facts.at(-1)?.version ?? 0;
    const before = rows.get(item.stream);
    const after = rowAfter(item, version) ?? (before && { ...before, version, withdrawn: true });
    if (after) rows.set(item.stream, after);
  }

  async function write(group: readonly Append[]): Promise<void> {
    const outcomes = await journal.appendAll(group);
    for (const [index, outcome] of outcomes.entries()) {
      const item = group[index];
      if (!item) continue;
      if (isConflict(outcome)) throw new Error(`another collector writes ${outcome.stream}`);
      remember(item, outcome);
    }
  }

  const ofPeer = (peer: string): KnownRow[] => [...rows.values()].filter((row) => row.peer === peer);
  return {
    get: (stream) => rows.get(stream),
    ofPeer,
    append: async (items) => {
      for (let at = 0; at < items.length; at += groupSize) await write(items.slice(at, at + groupSize));
    },
    heads: (peer) => ofPeer(peer).filter((row) => !row.withdrawn)
      .map((row) => ({ stream: row.peerStream, version: row.sequence, payloadSha256: row.payloadSha256 })),
  };
}
