import type { Commit, State, Views, ViewSpec, Journal, Audience } from './ports/index.ts';
import type { Log } from './clock.ts';
import { createHash } from 'node:crypto';
import { applyBatch, type Placed, type Projection } from './project.ts';
import { startPump, type Pump } from './pump.ts';

/** The latest version of every public stream, for one audience. */
export interface StreamHead {
  readonly stream: string;
  readonly version: number;
  /** SHA-256 of the payload, hexadecimal. */
  readonly payloadSha256: string;
}

interface SaidHead extends Placed {
  readonly audience: Audience;
  readonly payloadSha256: string;
}

const view: ViewSpec = { name: 'public-heads', version: 1, indexes: ['audience', 'stream'] };

const projection: Projection<SaidHead> = {
  view,
  keys: (item) => [`${item.audience} ${item.stream}`],
  apply: (_doc, { audience, stream, version, payloadSha256 }) => ({ audience, stream, version, payloadSha256 }),
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const headsOf = (commit: Commit): SaidHead[] =>
  commit.messages.map((said) => ({ stream: said.stream, version: said.sequence, audience: said.audience, payloadSha256: sha256(said.payload) }));

/** The hash that two instances compare: SHA-256 over the sorted lines `stream version sha256(payload)`. */
export function stateHash(heads: readonly StreamHead[]): string {
  const lines = heads.map((head) => `${head.stream} ${head.version} ${head.payloadSha256}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

export interface Heads {
  /** Sorted by stream; complete up to the journal's head at the moment of the call. */
  read(audience: Audience): Promise<readonly StreamHead[]>;
  stop(): Promise<void>;
}

/** Keeps the heads of a journal's public streams, so that a follower can ask whether it agrees. */
export async function startHeads(deps: { journal: Journal; views: Views; state: State; log: Log }): Promise<Heads> {
  await deps.views.define(view);
  const pump: Pump = await startPump({
    ...deps,
    name: 'public-heads',
    batch: 1_000,
    handle: (commits) => applyBatch(deps.views, projection, commits.flatMap(headsOf)),
    reset: async () => {
      await deps.views.drop(view);
      await deps.views.define(view);
    },
  });
  return {
    read: async (audience) => {
      await pump.caughtUp();
      const rows = await deps.views.list<{ stream: string; version: number; payloadSha256: string }>(view, { where: { audience }, sort: { by: 'stream' } });
      return rows.map((row) => row.doc);
    },
    stop: () => pump.stop(),
  };
}
