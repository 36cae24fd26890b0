import { stat } from 'node:fs/promises';
import type { Figure } from '../figures.ts';
import { machineMeter } from '../machine.ts';
import { startChild } from './child.ts';
import { limits } from './limits.ts';
import type { BenchOptions } from './options.ts';
import { sizesIn } from './sizes.ts';
import { tell } from './tell.ts';

/** What the process that makes the views again is told. */
export interface Rebuilding {
  readonly journal: string;
  readonly dir: string;
}

/** Every view of the indicators service from its journal alone, in a process of its own. */
export async function rebuild({ seed, events }: BenchOptions, work: string): Promise<readonly Figure[]> {
  const { file, events: held, commits } = await limits(seed, events);
  tell(`All views from ${held} events`);
  const told: Rebuilding = { journal: file, dir: work };
  const machine = machineMeter('rebuild.machine');
  const child = await startChild('rebuilding', told, work);
  const left = machine();
  const { elapsed, cpu, rss, loop, floor = Number.NaN } = child.started;
  await child.stop();
  const sizes = await sizesIn(work);
  const size = (await stat(file)).size / 1_048_576;
  return [
    { name: 'rebuild.s', value: elapsed / 1_000, unit: 's', bar: { atMost: 45 }, note: `${held} events in ${commits} commits: campaign-list, indicator-values, public-heads; ${cpu.toFixed(1)} s of processor` },
    { name: 'rebuild.events_per_s', value: held / (elapsed / 1_000), unit: '/s' },
    { name: 'rebuild.floor_s', value: floor / 1_000, unit: 's', note: 'the same journal read in the same process, nothing folded and nothing written' },
    { name: 'rebuild.ratio', value: elapsed / floor, unit: '×', note: 'the views over the reading alone: says more than seconds do when machines differ' },
    ...left,
    { name: 'rebuild.loop.p99_ms', value: loop.p99, unit: 'ms', bar: { atMost: 10 }, note: `longest ${Math.round(loop.max)} ms` },
    { name: 'rebuild.rss_mb', value: rss, unit: 'MiB' },
    { name: 'disk.limits', value: size, unit: 'MiB', note: 'the journal' },
    ...sizes.map(({ name, size: mebibytes }): Figure => ({ name: `disk.limits.${name}`, value: mebibytes, unit: 'MiB' })),
  ];
}
