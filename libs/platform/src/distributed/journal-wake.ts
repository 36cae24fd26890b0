import { apart } from '../telemetry.ts';
import type { JournalModels } from './journal-schema.ts';

/** How often the head is looked at when nobody tells; and, for safety, when the database does. */
const lookEveryMs = 100;
const lookAnywayMs = 1_000;

export interface Watched {
  /** The end of the journal now. */
  position(): Promise<number>;
  /** Up to where the listeners were woken by ourselves. */
  told(): number;
  wake(): void;
}

export interface Watch {
  stop(): Promise<void>;
}

/**
 * Tells when other processes write. A change stream where the database has them (a replica set), and a look at the head all the same
 * once a second; without one, a look every 100 ms. Looks only while somebody listens.
 */
export function watchOthers({ commits }: JournalModels, { position, told: ours, wake }: Watched): Watch {
  let told = ours();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let streaming = true;
  const stream = commits.collection.watch<{ _id: number }>([{ $match: { operationType: 'insert' } }, { $project: { documentKey: 1 } }]);
  const tell = (now: number): void => {
    if (now > Math.max(told, ours())) wake();
    told = Math.max(told, now);
  };
  stream.on('change', (change) => {
    if ('documentKey' in change) tell(change.documentKey._id);
  });
  stream.on('error', () => {
    streaming = false;
    void stream.close().catch(() => undefined);
  });

  async function look(): Promise<void> {
    // A database that is away says nothing new; who reads will learn why.
    tell(await position().catch(() => 0));
    schedule();
  }
  function schedule(): void {
    if (!stopped) timer = setTimeout(apart(() => void look()), streaming ? lookAnywayMs : lookEveryMs).unref();
  }
  schedule();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await stream.close().catch(() => undefined);
    },
  };
}
