export * from './bus.ts';
export type { DatabaseOptions } from './database.ts';
export { openDistributedFiles, type DistributedFiles } from './files.ts';
export { openDistributedJournal, type JournalOptions } from './journal.ts';
export type { Insertion } from './journal-insert.ts';
export { openDistributed, type DistributedOptions } from './open.ts';
export { openDistributedState, type DistributedState } from './state.ts';
export { openDistributedViews, type DistributedViews } from './views.ts';
