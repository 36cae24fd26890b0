import type { Fact } from '@cpom/kernel';
import type { Doc, Projection } from '@cpom/platform';
import type { CollectorEvent } from './contract.ts';

/** What was last heard of one stream of one peer. */
export interface KnownRow extends Doc {
  readonly peer: string;
  readonly peerStream: string;
  readonly sequence: number;
  readonly payloadSha256: string;
  readonly topic: string;
  /** This journal's own version of the stream. */
  readonly version: number;
  readonly withdrawn: boolean;
}

/** A stream whose later versions were heard before the peer was restored. */
export interface DivergenceRow extends Doc {
  readonly peer: string;
  readonly peerStream: string;
  readonly heardSequence: number;
  readonly sequenceNow: number;
  readonly foundAt: string;
  readonly kind: 'withdrawn' | 'rewound';
}

const eventOf = (fact: Fact): CollectorEvent => fact.event as CollectorEvent;

export const known: Projection<Fact> = {
  view: { name: 'known', version: 1, indexes: ['peer'] },
  keys: (fact) => (['Heard', 'Withdrawn'].includes(fact.event.type) ? [fact.stream] : []),
  apply: (doc, fact): KnownRow | null => {
    const event = eventOf(fact);
    const before = doc as KnownRow | null;
    if (event.type === 'Withdrawn') return before && { ...before, version: fact.version, withdrawn: true };
    if (event.type !== 'Heard') return before;
    const { peer, peerStream, sequence, payloadSha256, topic } = event;
    return { peer, peerStream, sequence, payloadSha256, topic, version: fact.version, withdrawn: false };
  },
};

function divergenceOf(fact: Fact): DivergenceRow | null {
  const event = eventOf(fact);
  if (event.type === 'Withdrawn') return { peer: event.peer, peerStream: event.peerStream, heardSequence: event.heardSequence, sequenceNow: 0, foundAt: fact.recordedAt, kind: 'withdrawn' };
  if (event.type !== 'Heard' || event.rewoundFrom === undefined) return null;
  return { peer: event.peer, peerStream: event.peerStream, heardSequence: event.rewoundFrom, sequenceNow: event.sequence, foundAt: fact.recordedAt, kind: 'rewound' };
}

/** The readable report of what a restored peer had said beyond its copy: one row a finding. */
export const divergences: Projection<Fact> = {
  view: { name: 'divergences', version: 1, indexes: ['peer', 'foundAt'] },
  keys: (fact) => (divergenceOf(fact) ? [`${fact.stream}@${fact.version}`] : []),
  apply: (_doc, fact) => divergenceOf(fact),
};
