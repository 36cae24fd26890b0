import { applyBatch, dropOlder, outcomeApplied, startConsumer, tracedPart, viewName, type Consumer, type Heard, type Views } from '@cpom/platform';
import type { ServiceDeps } from '@cpom/service';
import { everyView, views as declared } from '../views.ts';
import { shownAfter } from '../events.ts';
import type { Store } from '../world/store.ts';
import { check } from './check.ts';
import { kinds, kindOfStream, topics, types } from './types.ts';

/** Raised when a view's version is: a new group hears everything again, and builds the new view beside the old one. */
const group = 'national.v1';

/** Messages folded in one go: a submission with its hundred values takes part of a millisecond to read and to write down. */
const appliedAtOnce = 20;

/** Writes a batch into the views, then has the memory read what was written. Throws, before anything is written, for what is wrong. */
export async function applyHeard(views: Views, store: Store, heard: readonly Heard[]): Promise<void> {
  heard.forEach(check);
  for (const kind of kinds) {
    const mine = heard.filter(({ stream }) => kindOfStream(stream) === kind);
    if (mine.length === 0) continue;
    const { view } = declared[kind];
    for (let at = 0; at < mine.length; at += appliedAtOnce) {
      const some = mine.slice(at, at + appliedAtOnce);
      const written = await tracedPart({ name: `apply ${viewName(view)}` }, () => applyBatch(views, declared[kind], some));
      await store.refresh(kind, [...new Set(some.map(({ stream }) => stream))], written);
    }
  }
}

/** Follows what the collector says again of the regions from where it stopped. Resolves once it has heard all. */
export async function startReceiving({ ports, clock, log }: ServiceDeps, store: Store): Promise<Consumer> {
  const { bus, state, views } = ports;
  for (const { view } of everyView) await views.define(view);
  await store.load();

  const consumer = await startConsumer({
    group, topics, types, bus, state, clock, log,
    handleAll: async (heard) => {
      await applyHeard(views, store, heard);
      shownAfter(heard, clock);
    },
    handle: async (heard) => {
      await applyHeard(views, store, [heard]);
      return outcomeApplied();
    },
  });
  await consumer.caughtUp();
  for (const { view } of everyView) await dropOlder(views, state, view);
  return consumer;
}
