import type { Entry, Json, State } from '@cpom/platform';
import { remembered } from '../web/remembered.ts';

/** What is looked at for every page is not asked of the storage for every page. One gateway an instance writes here: what it changes, it knows at once. */
export type SessionMemory = Pick<State, 'get' | 'put' | 'delete'>;

/** Another process's change is seen within this time (milliseconds). */
const lives = 1_000;

/** `now` in milliseconds. */
export function rememberingState(state: State, now: () => number): SessionMemory {
  // None found is looked for each time: the next request may have one.
  const entries = remembered<Entry | undefined>({ read: (key) => state.get(key), lives, now, keeps: (entry) => entry !== undefined });

  async function changing<T>(key: string, change: () => Promise<T>): Promise<T> {
    entries.forget(key);
    // Read by another page while it was on its way: that one may have seen what was there before.
    return change().finally(() => { entries.forget(key); });
  }
  return {
    get: async <T extends Json>(key: string) => (await entries.get(key)) as Entry<T> | undefined,
    put: (key, value, expectedRevision) => changing(key, () => state.put(key, value, expectedRevision)),
    delete: (key) => changing(key, () => state.delete(key)),
  };
}
