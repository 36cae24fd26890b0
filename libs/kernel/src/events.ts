import type { Day, Instant } from './dates.ts';

/** Who did it, without a name: a random person id, the role it was done under and the organisation. */
export interface Actor {
  readonly actorId: string;
  readonly role: string;
  readonly organisation: string;
}

/** When, by whom and why a free text was erased. */
export interface Tombstone {
  readonly erasedAt: Instant;
  readonly by: Actor;
  readonly reason: string;
}

/**
 * What happened, as data. `text` holds what people wrote freely and that the law may have erased:
 * it is digested apart, and is absent once erased.
 */
export interface DomainEvent {
  readonly type: string;
  readonly text?: Readonly<Record<string, string>>;
}

/** An event with its place in its stream, when it was learned and by whom. Legal dates live in the event. */
export interface Fact<E extends DomainEvent = DomainEvent> {
  readonly stream: string;
  readonly version: number;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly event: E;
  readonly erased?: Tombstone;
}

/** What a decision may know beside the state: it comes from outside, so that deciding stays pure. */
export interface Circumstances {
  readonly now: Instant;
  readonly today: Day;
  readonly actor: Actor;
}

/** A domain: `decide` refuses or says what happens, `evolve` says what is then so. Both pure and synchronous. */
export interface Decider<S, C, E extends DomainEvent, X = unknown> {
  readonly initial: S;
  evolve(state: S, fact: Fact<E>): S;
  decide(state: S, command: C, circumstances: Circumstances & X): readonly E[];
}
