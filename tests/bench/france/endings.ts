import { pause } from './tell.ts';

/** What must be ended however the benchmark ends: the last begun first. */
export interface Endings {
  add(end: () => Promise<unknown>): void;
  /** Ends all that was added, each whatever the others do; gives up on the whole after 25 s. */
  all(): Promise<void>;
}

const longest = 25_000;

export function openEndings(): Endings {
  const ends: (() => Promise<unknown>)[] = [];
  const inTurn = async (): Promise<void> => {
    for (let end = ends.pop(); end; end = ends.pop()) await end().catch(() => undefined);
  };
  return { add: (end) => { ends.push(end); }, all: () => Promise.race([inTurn(), pause(longest)]) };
}
