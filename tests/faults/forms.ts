import type { EngineName } from './fleet.ts';
import type { PlanOptions } from './plan.ts';

/** How long a run is, how wide, and what goes wrong in it. */
export interface Form {
  readonly regions: readonly string[];
  /** Of each region. */
  readonly workers: number;
  /** Pause of a worker between two commands, in milliseconds. */
  readonly every: number;
  readonly lengthMs: number;
  readonly brokers: 1 | 3;
  /** Commands acknowledged below which a run tells little: when the faults are over, work goes on until there are as many. */
  readonly least: number;
  readonly counts: PlanOptions['counts'];
}

const second = 1_000;

/** The long form is the record; the short one, with both engines within three minutes, is what each change runs. */
export const forms: Readonly<Record<'long' | 'short', Readonly<Record<EngineName, Form>>>> = {
  long: {
    embedded: {
      regions: ['24', '11', '53'], workers: 3, every: 60, lengthMs: 300 * second, brokers: 1, least: 2_000,
      counts: { kill: 120, cut: 45, slow: 15, 'five-times': 3, 'no-room': 8, clock: 6, 'restore-region': 4, 'restore-nation': 2, 'new-nation': 2 },
    },
    distributed: {
      regions: ['24', '11'], workers: 3, every: 100, lengthMs: 360 * second, brokers: 3, least: 2_000,
      counts: { kill: 90, cut: 45, slow: 15, 'five-times': 2, 'no-room': 3, clock: 3, 'restore-region': 2, 'restore-nation': 1, 'new-nation': 1, 'kill-broker': 6, 'kill-database': 6 },
    },
  },
  short: {
    embedded: {
      regions: ['24', '11', '53'], workers: 2, every: 90, lengthMs: 30 * second, brokers: 1, least: 300,
      counts: { kill: 14, cut: 6, slow: 3, 'five-times': 1, 'no-room': 2, clock: 1, 'restore-region': 1, 'restore-nation': 1, 'new-nation': 1 },
    },
    distributed: {
      regions: ['24', '11'], workers: 2, every: 30, lengthMs: 30 * second, brokers: 1, least: 300,
      counts: { kill: 7, cut: 4, slow: 2, 'five-times': 1, clock: 1, 'kill-broker': 1, 'kill-database': 1 },
    },
  },
};
