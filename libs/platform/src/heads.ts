import type { Commit, PublicAudience, Said, Views, ViewSpec } from './ports/index.ts';
import { createHash } from 'node:crypto';
import { applyBatch, type Placed, type Projection } from './project.ts';
import type { Reading } from './reading.ts';

/** The latest version of every public stream, for one audience. */
export interface StreamHead {
  readonly stream: string;
  readonly version: number;
  /** SHA-256 of the payload, hexadecimal. */
  readonly payloadSha256: string;
}

interface SaidHead extends Placed {
  readonly audience: PublicAudience;
  readonly payloadSha256: string;
}

const view: ViewSpec = { name: 'public-heads', version: 1, indexes: ['audience', 'stream'] };

const projection: Projection<SaidHead> = {
  view,
  keys: (item) => [`${item.audience} ${item.stream}`],
  apply: (_doc, { audience, stream, version, payloadSha256 }) => ({ audience, stream, version, payloadSha256 }),
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

type SaidOutside = Said & { readonly audience: PublicAudience };
/** What is said inside the instance nobody compares: the bus is its road. */
const isOutside = (said: Said): said is SaidOutside => said.audience !== 'instance';

/** What each stream said last, for each audience outside: of several commits that is all that counts. */
function headsOf(commits: readonly Commit[]): SaidHead[] {
  const latest = new Map<string, SaidOutside>();
  for (const said of commits.flatMap(({ messages }) => messages).filter(isOutside)) {
    const key = `${said.audience} ${said.stream}`;
    if (said.sequence > (latest.get(key)?.sequence ?? 0)) latest.set(key, said);
  }
  return [...latest.values()].map(({ stream, sequence: version, audience, payload }) => ({ stream, version, audience, payloadSha256: sha256(payload) }));
}

/** The hash that two instances compare: SHA-256 over the sorted lines `stream version sha256(payload)`. */
export function stateHash(heads: readonly StreamHead[]): string {
  const lines = heads.map((head) => `${head.stream} ${head.version} ${head.payloadSha256}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export interface Heads {
  /** Sorted by stream; complete up to the journal's head at the moment of the call. */
  read(audience: PublicAudience): Promise<readonly StreamHead[]>;
}

/** Keeps the heads of a journal's public streams, so that a follower can ask whether it agrees. */
export async function startHeads({ reading, views }: { readonly reading: Reading; readonly views: Views }): Promise<Heads> {
  await views.define(view);
  const reader = await reading.add({
    name: 'public-heads',
    handle: async (commits) => { await applyBatch(views, projection, headsOf(commits)); },
    reset: async () => {
      await views.drop(view);
      await views.define(view);
    },
  });
  return {
    read: async (audience) => {
      await reader.caughtUp();
      const rows = await views.list<{ stream: string; version: number; payloadSha256: string }>(view, { where: { audience }, sort: { by: 'stream' } });
      return rows.map((row) => row.doc);
    },
  };
}
