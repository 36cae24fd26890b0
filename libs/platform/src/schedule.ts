import type { Instant } from '@cpom/kernel';
import type { Clock, Log } from './clock.ts';

/** Something that a date brings about, once: `cause` names the rule, the stream and the date. */
export interface Due {
  readonly cause: string;
  run(): Promise<unknown>;
}

export interface ScheduleOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Pause between two looks at the calendar, in milliseconds. */
  readonly every: number;
  /** All that is due by now and has not been done: what fell due while nobody looked is in it. */
  due(now: Instant): Promise<readonly Due[]>;
}

export interface Schedule {
  /** Looks now; resolves once all that was due was tried. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/** Looks at once, then every so often. One that fails is logged and tried again at the next look; the others go on. */
export function startSchedule({ clock, log, every, due }: ScheduleOptions): Schedule {
  let running: Promise<void> = Promise.resolve();
  async function once(): Promise<void> {
    try {
      for (const item of await due(clock.now())) {
        await item.run().catch((error: unknown) => { log.error({ err: error, cause: item.cause }, 'scheduled command failed'); });
      }
    } catch (error) {
      log.error({ err: error }, 'the calendar could not be read');
    }
  }
  const look = (): Promise<void> => (running = running.then(once));
  const timer = setInterval(() => { void look(); }, every);
  timer.unref();
  void look();
  return { look, stop: async () => { clearInterval(timer); await running; } };
}
