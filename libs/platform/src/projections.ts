import type { Fact } from '@cpom/kernel';
import type { Log } from './clock.ts';
import type { Journal, State, Views } from './ports/index.ts';
import { viewName } from './ports/index.ts';
import { applyBatch, dropOlder, type Projection } from './project.ts';
import { startPump, type Pump } from './pump.ts';
import { tracedIn } from './telemetry.ts';

export interface ProjectionsOptions {
  readonly journal: Journal;
  readonly views: Views;
  readonly state: State;
  readonly log: Log;
  readonly projections: readonly Projection<Fact>[];
}

/** The views of one service, kept from its own journal. */
export interface Projections {
  /** Waits until every view has the commit at that position; false when it took longer (2 s unless told). */
  reached(position: number, withinMilliseconds?: number): Promise<boolean>;
  caughtUp(): Promise<void>;
  stop(): Promise<void>;
}

async function startOne(options: ProjectionsOptions, projection: Projection<Fact>): Promise<Pump> {
  const { journal, views, state, log } = options;
  await views.define(projection.view);
  const work = { name: `apply ${viewName(projection.view)}` };
  const pump = await startPump({
    name: `view:${viewName(projection.view)}`,
    journal,
    state,
    log,
    batch: 1_000,
    handle: (commits) => tracedIn(commits.map((commit) => commit.traceparent), work, () => applyBatch(views, projection, commits.flatMap((commit) => commit.facts))),
    reset: async () => {
      await views.drop(projection.view);
      await views.define(projection.view);
    },
  });
  await pump.caughtUp();
  await dropOlder(views, state, projection.view);
  return pump;
}

/** Starts the views; resolves once each has caught up, so that a version serves only when it is complete. */
export async function startProjections(options: ProjectionsOptions): Promise<Projections> {
  const pumps = await Promise.all(options.projections.map((projection) => startOne(options, projection)));
  return {
    reached: async (position, withinMilliseconds = 2_000) =>
      (await Promise.all(pumps.map((pump) => pump.reached(position, withinMilliseconds)))).every(Boolean),
    caughtUp: async () => { await Promise.all(pumps.map((pump) => pump.caughtUp())); },
    stop: async () => { await Promise.all(pumps.map((pump) => pump.stop())); },
  };
}
