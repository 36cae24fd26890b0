import type { Doc, Heard, Projection } from '@cpom/platform';
import { kinds, kindOfStream, peerOf, withdrawnType, type Kind } from './heard/types.ts';

/** One row a stream: the region it is from, when the nation heard it, and the state as it was said. */
export interface HeardRow extends Doc {
  readonly region: string;
  readonly time: string;
  readonly state: unknown;
}

const viewOf = (kind: Kind): Projection<Heard> => ({
  view: { name: `national-${kind}`, version: 1, indexes: ['region'] },
  keys: ({ stream }) => (kindOfStream(stream) === kind ? [stream] : []),
  apply: (_before, { stream, time, type, value }): HeardRow | null =>
    (type === withdrawnType ? null : { region: peerOf(stream), time, state: value }),
});

/** A region says states, never deltas: a row is the latest state said, and what the region withdrew is gone. */
export const views: Readonly<Record<Kind, Projection<Heard>>> = {
  contract: viewOf('contract'),
  organisation: viewOf('organisation'),
  submission: viewOf('submission'),
  catalogue: viewOf('catalogue'),
  link: viewOf('link'),
};

export const everyView: readonly Projection<Heard>[] = kinds.map((kind) => views[kind]);
