import type { Decider, DomainEvent, Fact, Instant } from '@cpom/kernel';
import type { Journal } from './ports/index.ts';

/** A state and the version of the stream that it comes from. */
export interface Loaded<S> {
  readonly state: S;
  readonly version: number;
}

/** The states of one kind of aggregate, folded from the journal; the recent ones are kept. */
export interface States<S> {
  load(stream: string): Promise<Loaded<S>>;
  /** Folds again from the journal; with a moment, only what was recorded by then. */
  fold(stream: string, until?: Instant): Promise<Loaded<S>>;
  remember(stream: string, loaded: Loaded<S>): Loaded<S>;
  forget(stream: string): void;
}

const statesKept = 400;

export function createStates<S, E extends DomainEvent>(journal: Journal, { initial, evolve }: Pick<Decider<S, never, E>, 'initial' | 'evolve'>): States<S> {
  const recent = new Map<string, Loaded<S>>();

  const remember = (stream: string, loaded: Loaded<S>): Loaded<S> => {
    recent.delete(stream);
    recent.set(stream, loaded);
    const oldest = recent.size > statesKept ? recent.keys().next().value : undefined;
    if (oldest !== undefined) recent.delete(oldest);
    return loaded;
  };

  async function fold(stream: string, until?: Instant): Promise<Loaded<S>> {
    let [state, version] = [initial, 0];
    for await (const fact of journal.read(stream)) {
      if (until !== undefined && fact.recordedAt > until) break;
      state = evolve(state, fact as Fact<E>);
      version = fact.version;
    }
    return { state, version };
  }

  return {
    fold,
    remember,
    load: async (stream) => recent.get(stream) ?? remember(stream, await fold(stream)),
    forget: (stream) => { recent.delete(stream); },
  };
}
