import type { Fact } from '@cpom/kernel';
import type { State, Views } from './ports/index.ts';
import { viewName } from './ports/index.ts';
import { applyBatch, dropOlder, type Projection } from './project.ts';
import type { Reached, Reading } from './reading.ts';
import { tracedIn } from './telemetry.ts';

export interface ProjectionsOptions {
  /** Of the service's own journal; whoever made it stops it. */
  readonly reading: Reading;
  readonly views: Views;
  readonly state: State;
  readonly projections: readonly Projection<Fact>[];
}

/** The views of one service, kept from its own journal. */
export interface Projections {
  /** Waits until every view has the commit at that position; false when it took longer (2 s unless told). */
  reached(position: number, withinMilliseconds?: number): Promise<boolean>;
  caughtUp(): Promise<void>;
}

async function startOne({ reading, views, state }: ProjectionsOptions, projection: Projection<Fact>): Promise<Reached> {
  await views.define(projection.view);
  const work = { name: `apply ${viewName(projection.view)}` };
  const reader = await reading.add({
    name: `view:${viewName(projection.view)}`,
    handle: async (commits) => {
      await tracedIn(commits.map((commit) => commit.traceparent), work, () => applyBatch(views, projection, commits.flatMap((commit) => commit.facts)));
    },
    reset: async () => {
      await views.drop(projection.view);
      await views.define(projection.view);
    },
  });
  await reader.caughtUp();
  await dropOlder(views, state, projection.view);
  return reader;
}

/** Starts the views; resolves once each has caught up, so that a version serves only when it is complete. */
export async function startProjections(options: ProjectionsOptions): Promise<Projections> {
  const readers = await Promise.all(options.projections.map((projection) => startOne(options, projection)));
  return {
    reached: async (position, withinMilliseconds = 2_000) =>
      (await Promise.all(readers.map((reader) => reader.reached(position, withinMilliseconds)))).every(Boolean),
    caughtUp: async () => { await Promise.all(readers.map((reader) => reader.caughtUp())); },
  };
}
