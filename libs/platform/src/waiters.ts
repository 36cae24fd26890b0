/** Those who wait for a position to be reached. */
export interface Waiters {
  /** True once it is; false after the time, or when it never will be. */
  reached(position: number, withinMilliseconds: number): Promise<boolean>;
  /** To be called when the position has moved. */
  tell(): void;
  giveUp(): void;
}

interface Waiter {
  readonly position: number;
  answer(reached: boolean): void;
}

export function createWaiters(now: () => number): Waiters {
  const waiting = new Set<Waiter>();
  return {
    reached: (position, milliseconds) => {
      if (now() >= position) return Promise.resolve(true);
      return new Promise((resolve) => {
        const waiter: Waiter = { position, answer: (reached) => { clearTimeout(timer); waiting.delete(waiter); resolve(reached); } };
        const timer = setTimeout(() => { waiter.answer(false); }, milliseconds);
        waiting.add(waiter);
      });
    },
    tell: () => { for (const waiter of waiting) if (waiter.position <= now()) waiter.answer(true); },
    giveUp: () => { for (const waiter of waiting) waiter.answer(false); },
  };
}
