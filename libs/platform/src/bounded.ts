/** What is kept by name as long as all of it together stays within a size; the oldest go first. */
export interface Bounded<T> {
  get(name: string): T | undefined;
  put(name: string, kept: T): void;
  drop(name: string): void;
  /** All whose names begin so. */
  dropAll(beginning: string): void;
}

/** `most`: the sum of the sizes. One that is larger by itself is not kept. */
export function bounded<T extends { readonly size: number }>(most: number): Bounded<T> {
  const kept = new Map<string, T>();
  let size = 0;
  const drop = (name: string): void => {
    size -= kept.get(name)?.size ?? 0;
    kept.delete(name);
  };
  return {
    drop,
    get: (name) => kept.get(name),
    dropAll: (beginning) => {
      for (const name of [...kept.keys()]) if (name.startsWith(beginning)) drop(name);
    },
    put: (name, one) => {
      drop(name);
      kept.set(name, one);
      size += one.size;
      for (const oldest of kept.keys()) {
        if (size <= most) return;
        drop(oldest);
      }
    },
  };
}
