export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export interface Entry<T extends Json = Json> {
  readonly key: string;
  readonly value: T;
  /** Starts at 1; each write raises it. */
  readonly revision: number;
}

/**
 * What is small, durable, and neither history nor rebuildable: sessions, cursors, timers, parked messages, people's names.
 * May be deleted.
 */
export interface State {
  get<T extends Json>(key: string): Promise<Entry<T> | undefined>;
  /** Writes if the revision is the one expected (0: no entry; undefined: whatever it is). False when it was not. Durable once it returns. */
  put(key: string, value: Json, expectedRevision?: number): Promise<boolean>;
  /** Deletes what is there; nothing happens when nothing is. */
  delete(key: string): Promise<void>;
  /** Entries whose key starts with the prefix, in the order of their keys. */
  list<T extends Json>(prefix: string): Promise<readonly Entry<T>[]>;
}
