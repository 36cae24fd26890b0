import { Refusal, type Actor, type Decider, type DomainEvent, type Fact, type Instant } from '@cpom/kernel';
import type { Clock } from './clock.ts';
import { isConflict, type Append, type Commit, type Journal, type Message } from './ports/index.ts';
import { createStates, type Loaded } from './states.ts';

/** A domain with what it says in public: a state per topic and audience, computed in the same breath as the decision. */
export interface Aggregate<S, C, E extends DomainEvent, X> extends Decider<S, C, E, X> {
  published(state: S, fact: Fact<E>): readonly Message[];
}

export interface Order<C, X> {
  readonly stream: string;
  /** Names the request: the same cause again answers what the first one did. */
  readonly cause: string;
  readonly command: C;
  readonly actor: Actor;
  readonly context: X;
  readonly traceparent?: string;
}

/** What a command did. */
export interface Done<S> {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly state: S;
}

export interface Runner<S, C, X> {
  /** Decides and appends; decides again on a conflict. Rejects with the domain's Refusal. */
  run(order: Order<C, X>): Promise<Done<S>>;
  /** The state now, and its version (0: nothing there). */
  load(stream: string): Promise<{ readonly state: S; readonly version: number }>;
  /** The state as it was known at a moment, whatever was learned since. */
  loadAsKnown(stream: string, at: Instant): Promise<{ readonly state: S; readonly version: number }>;
  facts(stream: string): Promise<readonly Fact[]>;
}

const triesOnConflict = 20;

/** The last message said for each topic and audience: the commit's own later states replace its earlier ones. */
function lastOfEach(messages: readonly Message[]): Message[] {
  return [...new Map(messages.map((message) => [`${message.topic} ${message.audience}`, message])).values()];
}

/** Decides, and computes in the same breath what is then so and what is said of it. */
function prepare<S, C, E extends DomainEvent, X>(aggregate: Aggregate<S, C, E, X>, clock: Clock, order: Order<C, X>, loaded: Loaded<S>): { append: Append; after: S } {
  const { stream, cause, actor, traceparent } = order;
  const now = clock.now();
  const events = aggregate.decide(loaded.state, order.command, { ...order.context, now, today: clock.today(), actor });
  const facts = events.map((event, index): Fact<E> => ({ stream, version: loaded.version + index + 1, recordedAt: now, actor, event }));
  const after = facts.reduce((state, fact) => aggregate.evolve(state, fact), loaded.state);
  const messages = lastOfEach(facts.flatMap((fact) => aggregate.published(after, fact)));
  return { after, append: { stream, cause, actor, expectedVersion: loaded.version, recordedAt: now, events, messages, ...(traceparent ? { traceparent } : {}) } };
}

/** Runs commands of one kind of aggregate against one journal. Keeps recent states; the journal's version check keeps them honest. */
export function createRunner<S, C, E extends DomainEvent, X>(deps: { readonly journal: Journal; readonly clock: Clock }, aggregate: Aggregate<S, C, E, X>): Runner<S, C, X> {
  const { journal, clock } = deps;
  const states = createStates(journal, aggregate);

  async function repeated(commit: Commit): Promise<Done<S>> {
    const { state } = await states.load(commit.stream);
    return { stream: commit.stream, version: commit.facts.at(-1)?.version ?? 0, position: commit.position, state };
  }

  async function attempt(order: Order<C, X>): Promise<Done<S> | undefined> {
    const { stream } = order;
    const loaded = await states.load(stream);
    const { append, after } = prepare(aggregate, clock, order, loaded);
    if (append.events.length === 0) return { stream, ...loaded, position: (await journal.head()).position };
    const outcome = await journal.append(append);
    const version = loaded.version + append.events.length;
    if (!isConflict(outcome) && outcome.facts.at(-1)?.version === version) {
      states.remember(stream, { state: after, version });
      return { stream, version, position: outcome.position, state: after };
    }
    states.forget(stream);
    return isConflict(outcome) ? undefined : repeated(outcome);
  }

  async function run(order: Order<C, X>): Promise<Done<S>> {
    const first = await journal.caused(order.stream, order.cause);
    if (first) return repeated(first);
    for (let tries = 0; tries < triesOnConflict; tries += 1) {
      const done = await attempt(order);
      if (done) return done;
    }
    throw new Refusal('conflict', 'Trop de personnes modifient cet élément au même moment. Réessayez dans un instant.');
  }

  return { run, load: states.load, loadAsKnown: states.fold, facts: (stream) => Array.fromAsync(journal.read(stream)) };
}
