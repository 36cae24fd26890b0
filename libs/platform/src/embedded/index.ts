export { openEmbeddedBus, type EmbeddedBus, type EmbeddedBusOptions } from './bus.ts';
export { openCheckpoints, type Checkpoints } from './checkpoints.ts';
export type { Compaction } from './bus-compaction.ts';
export type { Pauses } from './bus-rest.ts';
export { openEmbeddedFiles } from './files.ts';
export { openEmbeddedJournal } from './journal.ts';
export { openEmbedded, type EmbeddedOptions } from './open.ts';
export { openEmbeddedState, type EmbeddedState } from './state.ts';
export { openEmbeddedViews, type EmbeddedViews } from './views.ts';
