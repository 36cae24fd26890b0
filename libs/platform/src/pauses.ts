/** The pauses of what failed: 0.1 s doubling to 5 s. */
export interface Pauses {
  /** Begins the next one; says how many milliseconds it lasts. */
  begin(): number;
  pausing(): boolean;
  /** It worked: the next failure begins with the shortest. */
  over(): void;
  /** Ends a running one without waking anybody. */
  stop(): void;
}

const first = 100;
const longest = 5_000;

/** Tells when a pause has ended. */
export function pauses(wake: () => void): Pauses {
  let timer: NodeJS.Timeout | undefined;
  let length = first;
  const ended = (): void => {
    timer = undefined;
    wake();
  };
  return {
    begin: () => {
      const lasts = length;
      clearTimeout(timer);
      timer = setTimeout(ended, lasts);
      length = Math.min(length * 2, longest);
      return lasts;
    },
    pausing: () => timer !== undefined,
    over: () => { length = first; },
    stop: () => { clearTimeout(timer); },
  };
}
