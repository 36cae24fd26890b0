import type { Day, Instant } from '@cpom/kernel';

/** The time, from outside, so that tests and faults can set it. */
export interface Clock {
  now(): Instant;
  /** The calendar date in the instance's time zone. */
  today(): Day;
}

/** New identifiers, from outside. Random: they tell nothing of whom they name. */
export type NewId = () => string;

/** A log that takes a sentence and data without personal content. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}
