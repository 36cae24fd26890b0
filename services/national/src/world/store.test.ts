import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openEmbeddedViews, type EmbeddedViews } from '@cpom/platform';
import { contractSaid, heard, on, serviceSaid, spans, submissionSaid, withdrawn, worldAfter, type Saying } from '../given.fixture.ts';
import { coverageOf, standingsOn } from '../cover/coverage.ts';
import { applyHeard } from '../heard/receive.ts';
import { everyView } from '../views.ts';
import { openStore, type Store } from './store.ts';
import type { World } from './world.ts';

let dir: string;
let views: EmbeddedViews;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'cpom-national-'));
  views = openEmbeddedViews({ file: join(dir, 'views.db') });
});
afterAll(async () => { views.close(); await rm(dir, { recursive: true, force: true }); });

async function freshStore(): Promise<Store> {
  for (const { view } of everyView) {
    await views.define(view);
    await views.drop(view);
    await views.define(view);
  }
  return openStore(views, 'Europe/Paris');
}
const shown = (world: World) => ({ coverage: coverageOf(world, standingsOn(world, on('2024-06-01'))), submissions: world.regions.map(({ submissions }) => submissions) });

/** What each version of a stream says; the last one may withdraw it. */
const said = (region: string, kind: number, id: string, version: number): Saying => {
  const item = [
    () => serviceSaid(region, id, { headcounts: [{ region, year: 2020, employees: version * 10 }] }, version),
    () => contractSaid(region, id, { services: [id], intervals: spans(['active', `202${version}-01-01`]) }, version),
    () => submissionSaid(region, '2023', id, { answered: version }, version),
  ][kind]?.() ?? serviceSaid(region, id);
  return version === 4 ? withdrawn({ ...item, version: 3 }) : item;
};
const stream = fc.record({ region: fc.constantFrom('24', '11'), kind: fc.nat(2), id: fc.constantFrom('a', 'b'), versions: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }) });

test('given any interleaving of streams, in batches of any size, with repeats and a restart, when the world is read, then it is what the latest messages say', async () => {
  const streams = fc.uniqueArray(stream, { selector: ({ region, kind, id }) => `${region} ${kind} ${id}`, maxLength: 6 });
  await fc.assert(fc.asyncProperty(streams, fc.infiniteStream(fc.nat(5)), async (all, dice) => {
    const queues = all.map(({ region, kind, id, versions }) => [...versions.sort(), ...versions].map((version) => said(region, kind, id, version)));
    const store = await freshStore();
    const everything = queues.flat();
    while (queues.some((queue) => queue.length > 0)) {
      const batch = queues.flatMap((queue) => queue.splice(0, dice.next().value ?? 1));
      await applyHeard(views, store, batch.map(heard));
    }
    expect(shown(store.world())).toEqual(shown(worldAfter(everything)));
    const restarted = openStore(views, 'Europe/Paris');
    await restarted.load();
    expect(shown(restarted.world())).toEqual(shown(store.world()));
  }), { numRuns: 30 });
});

test('given more rows than one slice, when they are loaded, then none is missing', async () => {
  await freshStore();
  const first = openStore(views, 'Europe/Paris');
  await applyHeard(views, first, Array.from({ length: 230 }, (_, index) => heard(serviceSaid('24', `s${index}`))));
  const again = openStore(views, 'Europe/Paris');
  await again.load();
  expect(again.world().regions.find(({ place }) => place.code === '24')?.organisations.size).toBe(230);
});

test('given one message wrong in a batch, when it is applied, then nothing of the batch is written', async () => {
  const store = await freshStore();
  await expect(applyHeard(views, store, [serviceSaid('24', 'a'), serviceSaid('99', 'b')].map(heard))).rejects.toThrow('99');
  expect(await views.count(everyView[1]?.view ?? { name: '', version: 1, indexes: [] }, {})).toBe(0);
});
