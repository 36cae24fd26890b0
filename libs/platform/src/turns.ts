/** Milliseconds of long work in one round of the event loop, whoever does it: eighteen links at work take no more than one. */
const most = 2;

function createTurns() {
  const waiting: (() => void)[] = [];
  // When the long work of this round began; undefined while there is none.
  let since: number | undefined;
  let armed = false;

  /** A round is over. The first of those who wait goes on, alone; what arrived meanwhile is served before the second. */
  function begin(): void {
    armed = false;
    since = undefined;
    const first = waiting.shift();
    if (!first) return;
    since = performance.now();
    arm();
    first();
  }
  function arm(): void {
    if (armed) return;
    armed = true;
    setImmediate(begin);
  }
  const next = (): Promise<void> => new Promise((resolve) => {
    waiting.push(resolve);
    arm();
  });
  return {
    next,
    turn: (): Promise<void> | undefined => {
      if (since !== undefined) return performance.now() - since < most ? undefined : next();
      since = performance.now();
      arm();
      return undefined;
    },
  };
}

// The event loop is one for the process: those who share it take turns together.
const turns = createTurns();

/**
 * Long work in small steps: called between two of them, it lets everybody else have a turn once the long work of the process has had its
 * milliseconds in this round of the event loop, and costs next to nothing before. Where steps are tiny and many, wait only when there is
 * something to wait for: `const due = turn(); if (due) await due;`.
 */
export const turn = (): Promise<void> | undefined => turns.turn();

/** Resolves in a round of the event loop where no other long work goes on, in the order of the asking. */
export const nextTurn = (): Promise<void> => turns.next();

/** Does the work in a turn of its own. */
export const inTurn = (work: () => void): void => void turns.next().then(work);
