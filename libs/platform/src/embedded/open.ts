import { join } from 'node:path';
import type { Bus, Ports } from '../ports/index.ts';
import type { Checkpoints } from './checkpoints.ts';
import { openDatabase } from './database.ts';
import { openEmbeddedFiles } from './files.ts';
import { openEmbeddedJournal } from './journal.ts';
import { stateOn } from './state.ts';
import { viewsOn } from './views.ts';
import { writeQueue } from './write-queue.ts';

/** Where a service keeps what it holds: `dir/service`. The bus is the instance's and stays open. */
export interface EmbeddedOptions {
  /** The instance's folder. */
  readonly dir: string;
  readonly service: string;
  readonly bus: Bus;
  /** A name never given before, for each life of the journal. */
  readonly newEpochId: () => string;
  /** The instance's; absent, each file carries its log by itself. */
  readonly checkpoints?: Checkpoints | undefined;
}

/**
 * The ports of one service on this machine: `journal.sqlite` (the source of truth), `store.sqlite` (views and state
 * in one file, so that a copy of it never has a cursor ahead of the rows it speaks of) and `files/`.
 */
export async function openEmbedded({ dir, service, bus, newEpochId, checkpoints }: EmbeddedOptions): Promise<Ports> {
  const at = (name: string): string => join(dir, service, name);
  const files = await openEmbeddedFiles({ dir: at('files') });
  const journal = await openEmbeddedJournal({ file: at('journal.sqlite'), newEpochId, checkpoints });
  const store = openDatabase(at('store.sqlite'), { checkpoints });
  const queue = writeQueue(store);
  const close = async (): Promise<void> => {
    journal.close();
    queue.close();
    store.close();
  };
  return { journal, bus, files, close, views: viewsOn(store, queue), state: stateOn(store, queue) };
}
