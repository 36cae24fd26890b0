/** The services that the workload writes to. */
export type Written = 'contracts' | 'indicators';

/** One command, as the test alone remembers it: the platform is asked nothing to fill this. */
export interface Entry {
  readonly region: string;
  readonly service: Written;
  readonly stream: string;
  readonly cause: string;
  readonly kind: 'draft' | 'set-term' | 'past' | 'target' | 'adopt' | 'refused-on-purpose';
  /** What it writes that can be read again: an expiry date, a campaign. */
  readonly value: string;
  /** Order of what happened in the run: when it was first sent, when it was answered. */
  readonly sentAt: number;
  readonly answeredAt?: number;
  readonly tries: number;
  readonly answer: 'awaited' | 'acknowledged' | 'refused';
  readonly position?: number;
  readonly version?: number;
  readonly refusal?: string;
  /** Its region was put back to a copy made before: it is gone, and must be. */
  readonly gone?: true;
}

export interface Ledger {
  open(entry: Pick<Entry, 'region' | 'service' | 'stream' | 'cause' | 'kind' | 'value'>): number;
  tried(id: number): void;
  acknowledged(id: number, position: number, version: number): void;
  refused(id: number, refusal: string): void;
  /** A moment of the run, to tell before from after. */
  now(): number;
  /** What a region acknowledged after a moment is gone by intent. */
  restored(region: string, since: number): readonly Entry[];
  entries(): readonly Entry[];
  /** Streams of a region's acknowledged contracts that are not gone, in the order of their answers. */
  drafted(region: string): readonly string[];
  count(): { readonly acknowledged: number; readonly refused: number; readonly awaited: number; readonly retried: number };
}

export function createLedger(): Ledger {
  const entries: Entry[] = [];
  let moment = 0;
  const change = (id: number, to: Partial<Entry>): void => {
    const entry = entries[id];
    if (entry) entries[id] = { ...entry, ...to };
  };
  const drafts = new Map<string, string[]>();
  const counted = (answer: Entry['answer']): number => entries.filter((entry) => entry.answer === answer).length;
  return {
    open: (entry) => entries.push({ ...entry, sentAt: (moment += 1), tries: 0, answer: 'awaited' }) - 1,
    tried: (id) => { change(id, { tries: (entries[id]?.tries ?? 0) + 1 }); },
    acknowledged: (id, position, version) => {
      change(id, { answer: 'acknowledged', position, version, answeredAt: (moment += 1) });
      const { kind, region = '', stream = '' } = entries[id] ?? {};
      if (kind === 'draft') drafts.set(region, [...(drafts.get(region) ?? []), stream]);
    },
    refused: (id, refusal) => { change(id, { answer: 'refused', refusal, answeredAt: (moment += 1) }); },
    now: () => (moment += 1),
    restored: (region, since) => {
      const gone: Entry[] = [];
      for (const [id, entry] of entries.entries()) {
        if (entry.region !== region || entry.answer !== 'acknowledged' || (entry.answeredAt ?? 0) < since || entry.gone) continue;
        change(id, { gone: true });
        gone.push(entry);
      }
      const streams = new Set(gone.filter(({ kind }) => kind === 'draft').map(({ stream }) => stream));
      drafts.set(region, (drafts.get(region) ?? []).filter((stream) => !streams.has(stream)));
      return gone;
    },
    entries: () => entries,
    drafted: (region) => drafts.get(region) ?? [],
    count: () => ({ acknowledged: counted('acknowledged'), refused: counted('refused'), awaited: counted('awaited'), retried: entries.filter(({ tries }) => tries > 1).length }),
  };
}
