import { join } from 'node:path';
import type { Bus, Ports } from '../ports/index.ts';
import { openEmbeddedFiles } from './files.ts';
import { openEmbeddedJournal } from './journal.ts';
import { openEmbeddedState } from './state.ts';
import { openEmbeddedViews } from './views.ts';

/** Where a service keeps what it holds: `dir/service`. The bus is the instance's and stays open. */
export interface EmbeddedOptions {
  /** The instance's folder. */
  readonly dir: string;
  readonly service: string;
  readonly bus: Bus;
  /** A name never given before, for each life of the journal. */
  readonly newEpochId: () => string;
}

/**
 * The ports of one service on this machine: `journal.sqlite` (the source of truth), `store.sqlite` (views and state
 * in one file, so that a copy of it never has a cursor ahead of the rows it speaks of) and `files/`.
 */
export async function openEmbedded({ dir, service, bus, newEpochId }: EmbeddedOptions): Promise<Ports> {
  const at = (name: string): string => join(dir, service, name);
  const journal = await openEmbeddedJournal({ file: at('journal.sqlite'), newEpochId });
  const files = await openEmbeddedFiles({ dir: at('files') });
  const views = openEmbeddedViews({ file: at('store.sqlite') });
  const state = openEmbeddedState({ file: at('store.sqlite') });
  const close = async (): Promise<void> => {
    journal.close();
    views.close();
    state.close();
  };
  return { journal, bus, views, state, files, close };
}
