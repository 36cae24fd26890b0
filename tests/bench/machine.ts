import { existsSync, readFileSync } from 'node:fs';
import type { Figure } from './figures.ts';

const file = '/proc/stat';
/** Columns of the first line, in ticks: user, nice, system, idle, waiting for a disk, two kinds of interrupts, stolen. */
const [idle, disk, stolen, all] = [3, 4, 7, 8];

const ticks = (): readonly number[] => (readFileSync(file, 'utf8').split('\n')[0] ?? '').split(/\s+/).slice(1, 1 + all).map(Number);

/**
 * What the machine had left while something was measured, to read the figures beside it by: on processors that are full, or that the host
 * lends to others, the worst of a hundred pages waits for a processor, whatever the program does. No figures where the system does not tell.
 */
export function machineMeter(name: string): () => readonly Figure[] {
  if (!existsSync(file)) return () => [];
  const before = ticks();
  return () => {
    const spent = ticks().map((value, index) => value - (before[index] ?? 0));
    const share = (...columns: readonly number[]): number => (columns.reduce((sum, column) => sum + (spent[column] ?? 0), 0) / spent.reduce((sum, value) => sum + value, 0)) * 100;
    return [
      { name: `${name}.idle_pct`, value: share(idle, disk), unit: '%', note: 'of the time of the processors, in which nobody had work for them' },
      { name: `${name}.stolen_pct`, value: share(stolen), unit: '%', note: 'of that time, which the host of this machine gave to others' },
    ];
  };
}
