import type { Bus } from './bus.ts';
import type { Files } from './files.ts';
import type { Journal } from './journal.ts';
import type { State } from './state.ts';
import type { Views } from './views.ts';

export * from './bus.ts';
export * from './files.ts';
export * from './journal.ts';
export * from './state.ts';
export * from './views.ts';

/** The only doors to storage and messaging. One set a service; the bus is the instance's. */
export interface Ports {
  readonly journal: Journal;
  readonly bus: Bus;
  readonly views: Views;
  readonly state: State;
  readonly files: Files;
  /** Lets go of files and connections. Nothing else may be called afterwards. */
  close(): Promise<void>;
}
