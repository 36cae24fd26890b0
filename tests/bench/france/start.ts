import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemoProvider } from '@cpom/gateway/demo-provider';
import { demoTrust } from '@cpom/service';
import { largestRegion } from '../../../libs/testing/src/france.ts';
import { clientOf, demoSites, originOf } from '../../../services/instance/src/demo/plan.ts';
import { portsFrom } from '../../../services/instance/src/demo/ports.ts';
import type { Figure } from '../figures.ts';
import { startChild, type Child } from './child.ts';
import type { FranceData } from './data.ts';
import { regionServices } from './domain.ts';
import { journalFile } from './region.ts';
import { sizesIn } from './sizes.ts';
import { tell } from './tell.ts';

/** Starts the instance and asks for its first page; seconds from the birth of the process. */
async function firstPage(start: () => Promise<Child>, origin: string): Promise<{ readonly child: Child; readonly seconds: number }> {
  const began = performance.now();
  const child = await start();
  const { status } = await fetch(`${origin}/mentions-legales`);
  if (status !== 200) throw new Error(`the first page answered ${status}`);
  return { child, seconds: (performance.now() - began) / 1_000 };
}

/** The largest region starts on its journals alone, which makes every view, then again: nothing replays. */
export async function startOfRegion(data: FranceData, work: string): Promise<readonly Figure[]> {
  tell(`The largest region starts with ${data.years} years behind it`);
  const [port = 0, providerPort = 0] = await portsFrom(0, 2);
  const [, site] = demoSites(work, [0, port], [largestRegion]);
  if (!site) throw new Error('no region');
  await Promise.all(regionServices.map(async (service) => {
    await mkdir(join(site.dir, service), { recursive: true });
    await cp(journalFile(data.dirOf(largestRegion), service), journalFile(site.dir, service));
  }));
  await demoTrust(join(work, 'trust'), [largestRegion]);
  const provider = await startDemoProvider({ port: providerPort, dir: join(work, 'provider'), accounts: [], clients: [clientOf(site)] });
  const start = (): Promise<Child> => startChild('instance', { site, trustDir: join(work, 'trust', largestRegion), issuer: provider.issuer, peers: [] }, work);
  try {
    const first = await firstPage(start, originOf(port));
    await first.child.ask('settled');
    await first.child.stop();
    const again = await firstPage(start, originOf(port));
    const { cpu } = again.child.started;
    await again.child.stop();
    const sizes = await sizesIn(site.dir);
    return [
      { name: 'start.region_s', value: again.seconds, unit: 's', bar: { atMost: 5 }, note: `${site.info.name}, ${data.years} years behind it, to its first page; ${cpu.toFixed(1)} s of processor` },
      { name: 'start.region_first_s', value: first.seconds, unit: 's', note: 'the same from the journals alone: every view is made' },
      ...sizes.slice(0, 6).map(({ name, size }): Figure => ({ name: `disk.region.${name}`, value: size, unit: 'MiB', note: `${site.info.name}, ${data.years} years` })),
    ];
  } finally {
    await provider.stop();
  }
}
