import type { Entry, Json, State } from '@cpom/platform';
import { isYoung } from '../web/young.ts';

/** What is looked at for every page is not asked of the storage for every page. One gateway an instance writes here: what it changes, it knows at once. */
export type SessionMemory = Pick<State, 'get' | 'put' | 'delete'>;

/** Another process's change is seen within this time (milliseconds). */
const lives = 1_000;
const most = 2_000;

interface Remembered {
  readonly entry: Entry<never>;
  readonly readAt: number;
}

/** `now` in milliseconds. */
export function rememberingState(state: State, now: () => number): SessionMemory {
  const known = new Map<string, Remembered>();
  let changes = 0;

  async function changing<T>(key: string, change: () => Promise<T>): Promise<T> {
    const forget = (): void => {
      changes += 1;
      known.delete(key);
    };
    forget();
    // Read by another page while it was on its way: that one may have seen what was there before.
    return change().finally(forget);
  }
  async function read<T extends Json>(key: string): Promise<Entry<T> | undefined> {
    const [before, readAt] = [changes, now()];
    const entry = await state.get<T>(key);
    if (!entry || changes !== before) return entry;
    if (known.size >= most) known.clear();
    known.set(key, { entry: entry as Entry<never>, readAt });
    return entry;
  }
  return {
    get: async <T extends Json>(key: string) => {
      const found = known.get(key);
      return found && isYoung(found.readAt, now(), lives) ? (found.entry as Entry<T>) : read<T>(key);
    },
    put: (key, value, expectedRevision) => changing(key, () => state.put(key, value, expectedRevision)),
    delete: (key) => changing(key, () => state.delete(key)),
  };
}
