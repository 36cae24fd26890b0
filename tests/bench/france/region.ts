import { join } from 'node:path';
import { openEmbeddedJournal, type Journal } from '@cpom/platform';
import { planOfRegion, type FranceOptions } from '../../../libs/testing/src/france.ts';
import { core } from '../../../services/indicators/src/catalogue/core.ts';
import { bufferOn, noCounts, type Counts } from './buffer.ts';
import { planClock, regionServices, runnersOn, type RegionJournals } from './domain.ts';
import { perform } from './perform.ts';

export interface RegionMaking {
  readonly options: FranceOptions;
  readonly region: string;
  /** The region's folder: one folder a service, as an instance keeps them. */
  readonly dir: string;
  readonly newId: () => string;
}

export const journalFile = (dir: string, service: string): string => join(dir, service, 'journal.sqlite');

/** Writes the journals of one region's services by carrying out its plan. */
export async function makeRegion({ options, region, dir, newId }: RegionMaking): Promise<Counts> {
  const counts = noCounts();
  const opened = await Promise.all(regionServices.map(async (service) => [service, await openEmbeddedJournal({ file: journalFile(dir, service), newEpochId: newId })] as const));
  const buffers = opened.map(([service, journal]) => [service, bufferOn(journal, counts)] as const);
  const clock = planClock();
  try {
    // Runners append, read, and ask for causes and the head: the rest of the port is not theirs.
    const journals = Object.fromEntries(buffers.map(([service, buffer]) => [service, buffer as unknown as Journal])) as unknown as RegionJournals;
    await perform(planOfRegion(options, core, region), region, runnersOn(journals, clock), clock);
    for (const [, buffer] of buffers) await buffer.flush();
  } finally {
    for (const [, journal] of opened) journal.close();
  }
  return counts;
}
