import type { Log } from './clock.ts';
import { pauses } from './pauses.ts';
import { nextTurn } from './turns.ts';

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


/** Starts nothing until the first `wake`. */
export function createLoop(options: LoopOptions): Loop {
  let woken = false;
  let stopped = false;
  let running: Promise<void> | undefined;
  const pause = pauses(start);

  async function work(): Promise<void> {
    try {
      while (woken && !stopped) {
        woken = false;
        if (await options.step()) woken = true;
        await nextTurn();
      }
      pause.over();
    } catch (error) {
      woken = true;
      const lasts = stopped ? 0 : pause.begin();
      options.log.error({ err: error, loop: options.name, pause: lasts }, 'failed; tries again after a pause');
    }
  }

  function start(): void {
    woken = true;
    if (stopped || running || pause.pausing()) return;
    running = work().finally(() => {
      running = undefined;
      if (woken && !stopped && !pause.pausing()) start();
    });
  }

  return {
    wake: start,
    stop: async () => {
      stopped = true;
      pause.stop();
      await running;
    },
  };
}
