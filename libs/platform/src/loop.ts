import type { Log } from './clock.ts';

export interface LoopOptions {
  readonly name: string;
  /** Does one piece of work; true when there may be more. */
  step(): Promise<boolean>;
  readonly log: Log;
}

/** Work that sleeps until woken, never overlaps, and pauses (0.1 s doubling to 5 s) after a failure. */
export interface Loop {
  wake(): void;
  /** Resolves once the running step is done; nothing runs afterwards. */
  stop(): Promise<void>;
}

const firstPause = 100;
const longestPause = 5_000;

const yieldToOthers = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** Starts nothing until the first `wake`. */
export function createLoop(options: LoopOptions): Loop {
  let woken = false;
  let stopped = false;
  let pause = firstPause;
  let [timer, running]: [NodeJS.Timeout | undefined, Promise<void> | undefined] = [undefined, undefined];

  async function work(): Promise<void> {
    try {
      while (woken && !stopped) {
        woken = false;
        if (await options.step()) woken = true;
        await yieldToOthers();
      }
      pause = firstPause;
    } catch (error) {
      options.log.error({ err: error, loop: options.name, pause }, 'failed; tries again after a pause');
      if (!stopped) timer = setTimeout(start, pause, true);
      pause = Math.min(pause * 2, longestPause);
    }
  }

  function start(again = false): void {
    if (again) timer = undefined;
    woken = true;
    if (stopped || running || timer) return;
    running = work().finally(() => {
      running = undefined;
      if (woken && !stopped && !timer) start();
    });
  }

  return {
    wake: () => { start(); },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
