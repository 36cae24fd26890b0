/** Work that is to be done soon after it was asked for: once, however often it was asked for meanwhile. It never overlaps itself. */
export interface Soon {
  /** Has it done within the time. */
  ask(): void;
  /** Has it done at once, what was asked for included; resolves once it is, rejects when it could not be. */
  now(): Promise<void>;
  /** Forgets what was asked for; resolves once nothing is under way. */
  cancel(): Promise<void>;
}

/** `after`: milliseconds. What fails when nobody waits for it is told to `onFault`; whoever asks again has it tried again. */
export function soon(work: () => Promise<void>, after: number, onFault: (fault: unknown) => void): Soon {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const unask = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  function now(): Promise<void> {
    unask();
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  }
  return {
    now,
    ask: () => { timer ??= setTimeout(() => { now().catch(onFault); }, after); },
    cancel: async () => {
      unask();
      await last;
    },
  };
}
