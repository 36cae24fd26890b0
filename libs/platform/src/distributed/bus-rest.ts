/** How long a subscription rests after a failure, in milliseconds: doubled each time, up to the longest. */
export interface Pauses {
  readonly first: number;
  readonly longest: number;
}

export const usualPauses: Pauses = { first: 100, longest: 5_000 };

/** What a loop does after failures; it does not keep the process alive. */
export interface Rest {
  /** The time that belongs to so many failures in a row; only `end` cuts it short. */
  afterFailure(failures: number): Promise<void>;
  /** Ends the rest under way and every later one. */
  end(): void;
}

export function makeRest({ first, longest }: Pauses): Rest {
  const ended = Promise.withResolvers<undefined>();
  return {
    afterFailure: async (failures) => {
      const over = Promise.withResolvers<undefined>();
      const timer = setTimeout(over.resolve, Math.min(first * 2 ** (failures - 1), longest), undefined).unref();
      await Promise.race([over.promise, ended.promise]);
      clearTimeout(timer);
    },
    end: () => { ended.resolve(undefined); },
  };
}
