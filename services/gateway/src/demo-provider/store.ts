interface Payload {
  readonly grantId?: string;
  readonly uid?: string;
  consumed?: number;
}

interface Kept {
  readonly payload: Payload;
  readonly until: number;
}

/** What the stand-in remembers of one kind of thing; the methods are those oidc-provider calls. */
export interface ProviderStore {
  upsert(id: string, payload: Payload, expiresIn?: number): Promise<void>;
  find(id: string): Promise<Payload | undefined>;
  findByUid(uid: string): Promise<Payload | undefined>;
  findByUserCode(code: string): Promise<undefined>;
  consume(id: string): Promise<void>;
  destroy(id: string): Promise<void>;
  revokeByGrantId(grantId: string): Promise<void>;
}

const most = 2000;

function makeRoom(kept: Map<string, Kept>): void {
  for (const [id, { until }] of kept) if (until <= Date.now()) kept.delete(id);
  const oldest = kept.keys().next();
  if (kept.size >= most && !oldest.done) kept.delete(oldest.value);
}

function storeOf(kept: Map<string, Kept>): ProviderStore {
  const find = (id: string): Payload | undefined => {
    const found = kept.get(id);
    return found && found.until > Date.now() ? found.payload : undefined;
  };
  return {
    upsert: async (id, payload, expiresIn) => {
      makeRoom(kept);
      kept.set(id, { payload, until: expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000 });
    },
    find: async (id) => find(id),
    findByUid: async (uid) => [...kept.values()].find(({ payload }) => payload.uid === uid)?.payload,
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const payload = find(id);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => void kept.delete(id),
    revokeByGrantId: async (grantId) => {
      for (const [id, { payload }] of kept) if (payload.grantId === grantId) kept.delete(id);
    },
  };
}

/** A memory of its own for each kind of thing, bounded: signing in again after a restart is all it costs. */
export function providerStores(): (kind: string) => ProviderStore {
  const kinds = new Map<string, Map<string, Kept>>();
  return (kind) => {
    const kept = kinds.get(kind) ?? new Map<string, Kept>();
    kinds.set(kind, kept);
    return storeOf(kept);
  };
}
