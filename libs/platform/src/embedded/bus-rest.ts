/** How long a subscription rests after a failure, in milliseconds: doubled each time, up to the longest. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

export const usualPauses: Pauses = { first: 100, longest: 5_000 };

/** What a loop does between two steps. One rest at a time; neither keeps the process alive. */
export interface Rest {
  /** Until `wake` or `end`; returns at once when `wake` was called since the last time. */
  untilWoken(): Promise<void>;
  /** The time that belongs to so many failures in a row; only `end` cuts it short. */
  afterFailure(failures: number): Promise<void>;
  wake(): void;
  /** Ends the rest under way and every later one. */
  end(): void;
}

/** A rest for one loop. */
export function makeRest({ first, longest }: Pauses): Rest {
  let ended = false;
  // Remembered, so that a call between the last look and the rest is not lost.
  let called = false;
  let getUp = (): void => undefined;
  let cutShort = (): void => undefined;
  return {
    untilWoken: async () => {
      if (!ended && !called) await new Promise<void>((resolve) => (getUp = resolve));
      called = false;
    },
    afterFailure: async (failures) => {
      if (ended) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(first * 2 ** (failures - 1), longest));
        timer.unref();
        cutShort = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    wake: () => {
      called = true;
      getUp();
    },
    end: () => {
      ended = true;
      getUp();
      cutShort();
    },
  };
}
