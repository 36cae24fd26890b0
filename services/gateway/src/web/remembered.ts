/** What is read elsewhere and relied on for a while (milliseconds). */
export interface RememberedOptions<T> {
  readonly read: (key: string) => Promise<T>;
  /** What was read this long ago is not relied on any more. */
  readonly lives: number;
  readonly now: () => number;
  /** False for what is to be read again the next time. */
  readonly keeps?: (value: T) => boolean;
}

export interface Remembered<T> {
  /** Never older than `lives`. From half that age on it is read again meanwhile, so that who asks often seldom waits for a storage that is slow for a moment. */
  get(key: string): Promise<T>;
  /** It has changed: whoever asks from now on is told what is read from now on. */
  forget(key: string): void;
}

/** `readAt`: when the reading began. */
interface Known<T> {
  readonly value: T;
  readonly readAt: number;
}

/** As many are remembered; then all are let go of. */
const most = 2_000;

/** What was read while the clock was ahead is not young once it is put right. */
const isYounger = ({ readAt }: Known<unknown>, now: number, than: number): boolean => now >= readAt && now - readAt < than;

/** Who asks while a young reading is under way is told what it finds. Nobody relies on a reading that failed. */
export function remembered<T>({ read, lives, now, keeps = () => true }: RememberedOptions<T>): Remembered<T> {
  const known = new Map<string, Known<T>>();
  const reading = new Map<string, Known<Promise<T>>>();

  async function readNow(key: string): Promise<T> {
    const readAt = now();
    const mine: Known<Promise<T>> = { value: read(key), readAt };
    reading.set(key, mine);
    try {
      const value = await mine.value;
      // Forgotten meanwhile: it may be what was there before.
      if (reading.get(key) !== mine || !keeps(value)) return value;
      if (known.size >= most) known.clear();
      known.set(key, { value, readAt });
      return value;
    } finally {
      if (reading.get(key) === mine) reading.delete(key);
    }
  }
  const ask = (key: string): Promise<T> => {
    const underWay = reading.get(key);
    return underWay && isYounger(underWay, now(), lives) ? underWay.value : readNow(key);
  };

  return {
    get: async (key) => {
      const found = known.get(key);
      if (!found || !isYounger(found, now(), lives)) return ask(key);
      // Who waits for the next reading is told of its fault; nobody waits for this one.
      if (!isYounger(found, now(), lives / 2)) ask(key).catch(() => undefined);
      return found.value;
    },
    forget: (key) => {
      known.delete(key);
      reading.delete(key);
    },
  };
}
