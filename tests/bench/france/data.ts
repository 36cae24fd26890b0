import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { regions } from '@cpom/kernel';
import type { Figure } from '../figures.ts';
import { noCounts, type Counts } from './buffer.ts';
import { cached, codeDigest } from './cache.ts';
import { regionServices } from './domain.ts';
import { journalFile, makeRegion } from './region.ts';
import { tell } from './tell.ts';

/** The journals of the 18 regions for so many years, as they are in the cache. Nobody writes there. */
export interface FranceData {
  readonly years: number;
  readonly counts: Counts;
  dirOf(region: string): string;
}

const added = (a: Counts, b: Counts): Counts => ({ commits: a.commits + b.commits, events: a.events + b.events, forNation: a.forNation + b.forNation, messages: a.messages + b.messages });

async function make(dir: string, seed: string, years: number): Promise<Counts> {
  let counts = noCounts();
  for (const { code, name } of regions) {
    const made = await makeRegion({ options: { seed, years }, region: code, dir: join(dir, code), newId: randomUUID });
    tell(`  ${name}: ${made.events} events`);
    counts = added(counts, made);
  }
  return counts;
}

/** Makes the journals, or finds those of an earlier run. */
export async function franceData(seed: string, years: number): Promise<FranceData> {
  tell(`France over ${years} years (made once, then kept in a temporary folder)`);
  const { dir, said } = await cached(`${seed}-${years}-${await codeDigest()}`, (partial) => make(partial, seed, years));
  return { years, counts: said, dirOf: (region) => join(dir, region) };
}

const mebibytes = 1_048_576;

/** What there is, and how large it is on disk. */
export async function dataFigures(data: FranceData): Promise<readonly Figure[]> {
  const { events, commits, forNation, messages } = data.counts;
  const sizes = await Promise.all(regionServices.map(async (service) => {
    const files = await Promise.all(regions.map(({ code }) => stat(journalFile(data.dirOf(code), service))));
    return { service, size: files.reduce((sum, { size }) => sum + size, 0) / mebibytes };
  }));
  const note = `${data.years} years, 18 regions, 250 services, 100 indicators`;
  return [
    { name: 'france.events', value: events, unit: '', note: `${note}; in ${commits} commits` },
    { name: 'france.public_messages', value: forNation, unit: '', note: `for the nation; ${messages} with those for the regions' own services` },
    ...sizes.map(({ service, size }): Figure => ({ name: `disk.regions.${service}`, value: size, unit: 'MiB', note: `the 18 journals, ${data.years} years` })),
  ];
}
