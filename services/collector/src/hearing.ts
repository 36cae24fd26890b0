import type { Actor, Instant } from '@cpom/kernel';
import { sha256, type Append } from '@cpom/platform';
import { Withdrawn } from '@cpom/proto/collector/v1/events';
import type { FeedMessage } from '@cpom/proto/feed/v1/feed';
import { streamOf, topicOf, type HeardEvent, type WithdrawnEvent } from './contract.ts';
import type { KnownRow } from './views.ts';

/** What was last heard, by this journal's stream. */
export type Known = ReadonlyMap<string, KnownRow>;

/** What is the same for all that one peer says in one breath. */
export interface Hearing {
  readonly peer: string;
  readonly refill: number;
  readonly now: Instant;
}

export const collector: Actor = { actorId: 'service:collector', role: 'service', organisation: '' };

/** Source `cpom://<instance>/<service>`: the instance that says it. */
export const instanceOfSource = (source: string): string => /^cpom:\/\/([a-z0-9]+)\//.exec(source)?.[1] ?? '';

const isSame = (row: KnownRow, message: FeedMessage): boolean =>
  !row.withdrawn && row.sequence === message.sequence && row.payloadSha256 === sha256(message.payload);

function appendOf(hearing: Hearing, message: FeedMessage, row: KnownRow | undefined, rewound: boolean): Append {
  const event: HeardEvent = {
    type: 'Heard', peer: hearing.peer, peerStream: message.stream, sequence: message.sequence, payloadSha256: sha256(message.payload),
    topic: message.topic, messageType: message.type, ...(rewound && row ? { rewoundFrom: row.sequence } : {}),
  };
  return {
    stream: streamOf(hearing.peer, message.stream),
    expectedVersion: row?.version ?? 0,
    cause: `${hearing.refill}/${message.source}/${message.stream}/${message.sequence}`,
    recordedAt: hearing.now,
    actor: collector,
    events: [event],
    messages: [{ topic: topicOf(message.topic), type: message.type, audience: 'instance', payload: message.payload }],
    ...(message.traceparent ? { traceparent: message.traceparent } : {}),
  };
}

/** While following: a message is new if its version is later than the one known. */
export function hear(hearing: Hearing, message: FeedMessage, row: KnownRow | undefined): Append | undefined {
  if (row && !row.withdrawn && message.sequence <= row.sequence) return undefined;
  return appendOf(hearing, message, row, false);
}

/** While reading again: what the peer says now is so, even when it is older than what was heard. */
export function hearAgain(hearing: Hearing, message: FeedMessage, row: KnownRow | undefined): Append | undefined {
  if (row && isSame(row, message)) return undefined;
  const rewound = row !== undefined && !row.withdrawn && message.sequence <= row.sequence;
  return appendOf(hearing, message, row, rewound);
}

const withdrawnType = 'cpom.collector.v1.Withdrawn';

/** A stream that was heard and that the peer does not hold any more. */
export function withdraw({ peer, refill, now }: Hearing, row: KnownRow): Append {
  const event: WithdrawnEvent = { type: 'Withdrawn', peer, peerStream: row.peerStream, heardSequence: row.sequence, topic: row.topic };
  const payload = Withdrawn.encode({ peer, stream: row.peerStream, since: now }).finish();
  return {
    stream: streamOf(peer, row.peerStream), expectedVersion: row.version, cause: `${refill}/withdrawn`, recordedAt: now, actor: collector,
    events: [event], messages: [{ topic: topicOf(row.topic), type: withdrawnType, audience: 'instance', payload }],
  };
}

/** The row after an append was made. */
export function rowAfter(append: Append, version: number): KnownRow | undefined {
  const event = append.events[0] as HeardEvent | WithdrawnEvent | undefined;
  if (event?.type !== 'Heard') return undefined;
  const { peer, peerStream, sequence, payloadSha256, topic } = event;
  return { peer, peerStream, sequence, payloadSha256, topic, version, withdrawn: false };
}

/** Of many messages, the latest of each stream, in the order of first appearance. */
export function latestOfEach(messages: Iterable<FeedMessage>): Map<string, FeedMessage> {
  const latest = new Map<string, FeedMessage>();
  for (const message of messages) {
    const before = latest.get(message.stream);
    if (!before || before.sequence <= message.sequence) latest.set(message.stream, message);
  }
  return latest;
}
