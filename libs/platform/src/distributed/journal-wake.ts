import { setTimeout as pause } from 'node:timers/promises';
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

/** How long to stay aside after the database has said something, or nothing: it need not be asked more often, whatever others write meanwhile. */
const asideMs = 250;

/** What the database says of new commits, until it is stopped. */
function listening({ commits }: JournalModels, tell: (position: number) => void) {
  const stream = commits.collection.watch<{ _id: number }>([{ $match: { operationType: 'insert' } }, { $project: { documentKey: 1 } }], { maxAwaitTimeMS: lookAnywayMs });
  let isOpen = true;
  const close = async (): Promise<void> => {
    isOpen = false;
    await stream.close().catch(() => undefined);
  };
  async function listen(): Promise<void> {
    while (isOpen) {
      const change = await stream.tryNext();
      if (change && 'documentKey' in change) tell(change.documentKey._id);
      else await pause(asideMs, undefined, { ref: false });
    }
  }
  listen().catch(close);
  return { isOpen: () => isOpen, close };
}

/**
 * Tells when other processes write. A change stream where the database has them (a replica set), and a look at the head all the same
 * once a second; without one, a look every 100 ms. Looks only while somebody listens.
 */
export function watchOthers(models: JournalModels, { position, told: ours, wake }: Watched): Watch {
  let told = ours();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const tell = (now: number): void => {
    if (now > Math.max(told, ours())) wake();
    told = Math.max(told, now);
  };
  const stream = listening(models, tell);

  async function look(): Promise<void> {
    // A database that is away says nothing new; who reads will learn why.
    tell(await position().catch(() => 0));
    schedule();
  }
  function schedule(): void {
    if (!stopped) timer = setTimeout(apart(() => void look()), stream.isOpen() ? lookAnywayMs : lookEveryMs).unref();
  }
  schedule();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await stream.close();
    },
  };
}
