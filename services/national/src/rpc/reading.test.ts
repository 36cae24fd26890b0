import { expect, test } from '@jest/globals';
import { regions, type Day } from '@cpom/kernel';
import { testClock } from '@cpom/testing';
import { contractSaid, on, serviceSaid, spans, worldAfter } from '../given.fixture.ts';
import { worldOf, type RegionData, type World } from '../world/world.ts';
import { openReading } from './reading.ts';

const size = 20;
const day: Day = on('2025-06-01');
const big = worldAfter(regions.flatMap(({ code }) => Array.from({ length: size }, (_, index) => [
  serviceSaid(code, `${code}-${index}`, { headcounts: [{ region: code, year: 2024, employees: 100 }] }),
  ...[2014, 2019, 2024].map((year) => contractSaid(code, `${code}-${index}-${year}`, {
    services: [`${code}-${index}`], signedOn: `${year}-01-01`, effectiveFrom: `${year}-01-01`, expiresOn: `${year + 4}-12-31`,
    intervals: spans(['negotiation', `${year - 1}-01-01`, `${year - 1}-12-31`], ['active', `${year}-01-01`, `${year + 4}-12-31`], ['expired', `${year + 5}-01-01`]),
  })),
]).flat()));

/** The same world in which one region said something new. */
const changed = (world: World, what: (region: RegionData) => Partial<RegionData>): World =>
  worldOf(world.regions.map((region, place) => (place === 3 ? { ...region, ...what(region) } : region)), world);
const readingOf = (world: World) => openReading({ load: () => Promise.resolve(), refresh: () => Promise.resolve(), world: () => world }, testClock());

test('given a world, when the same day is read twice, then nothing is computed again', async () => {
  const reading = readingOf(big);
  const first = await reading.standings(big, day);
  expect(first.figures.servicesKnown).toBe(18 * size);
  expect(await reading.standings(big, day)).toBe(first);
});

test.each<[string, number, (region: RegionData) => Partial<RegionData>]>([
  ['contracts', 17, ({ contracts }) => ({ contracts: [...contracts] })],
  ['organisations', 17, ({ organisations }) => ({ organisations: new Map(organisations) })],
  ['reports', 18, ({ submissions }) => ({ submissions: [...submissions] })],
])('given 18 regions, when the %s of one changed, then what was computed of %i still holds', async (_what, expected, what) => {
  const reading = readingOf(big);
  const [first, world] = [await reading.standings(big, day), changed(big, what)];
  const after = await reading.standings(world, day);
  const kept = regions.filter(({ code }) => after.byRegion.get(code)?.standings === first.byRegion.get(code)?.standings);
  expect(kept).toHaveLength(expected);
  // What is told of a region is told of the region as it is now.
  expect(world.regions.map((region) => after.byRegion.get(region.place.code)?.region === region)).toEqual(regions.map(() => true));
});

test('given a merger that was learned, when the other regions are read, then they are computed again', async () => {
  const before = worldAfter([serviceSaid('24', 'a'), serviceSaid('24', 'c'), serviceSaid('11', 'a')]);
  const learned = worldOf(before.regions, { successions: new Map([['a', { by: 'c', on: on('2025-01-01') }]]), predecessors: new Map([['c', ['a']]]) });
  const reading = readingOf(before);
  const known = async (world: World) => (await reading.standings(world, on('2025-06-01'))).figures.servicesKnown;
  expect([await known(before), await known(learned)]).toEqual([2, 1]);
});
