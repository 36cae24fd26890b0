import type { DomainEvent } from '@cpom/kernel';

/** One message as a peer said it; the payload itself travels in the commit's own message. */
export interface HeardEvent extends DomainEvent {
  readonly type: 'Heard';
  readonly peer: string;
  readonly peerStream: string;
  readonly sequence: number;
  readonly payloadSha256: string;
  readonly topic: string;
  readonly messageType: string;
  /** What had been heard before, when the peer's history went back. */
  readonly rewoundFrom?: number;
}

/** The peer no longer holds this stream since it was restored. */
export interface WithdrawnEvent extends DomainEvent {
  readonly type: 'Withdrawn';
  readonly peer: string;
  readonly peerStream: string;
  readonly heardSequence: number;
  readonly topic: string;
}

/** The link's own story: first heard, read again from the beginning. */
export type LinkEvent = DomainEvent & (
  | { readonly type: 'LinkOpened'; readonly peer: string; readonly name: string }
  | { readonly type: 'RefillCompleted'; readonly peer: string; readonly refill: number });

export type CollectorEvent = HeardEvent | WithdrawnEvent | LinkEvent;

export const streamOf = (peer: string, peerStream: string): string => `${peer}/${peerStream}`;
export const linkStream = (peer: string): string => `link-${peer}`;

/** The topics of this instance on which what peers say is said again. */
const heardTopics: readonly string[] = ['contracts.nation', 'directory.nation', 'indicators.nation'];

/** A peer of a later version may name a topic that nobody here declared: it is said beside the links, where an unknown type is kept and counted too. */
export const topicOf = (topic: string): string => (heardTopics.includes(topic) ? topic : 'collector');
