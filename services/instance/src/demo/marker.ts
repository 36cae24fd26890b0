import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDay, type Day } from '@cpom/kernel';
import { z } from 'zod';

const shape = z.object({ today: z.string().refine(isDay), complete: z.boolean() });

/** What is kept about the loading of one instance: the day that its dates are told from, and whether it came to its end. */
export interface Marker {
  readonly today: Day;
  readonly complete: boolean;
}

const fileIn = (dir: string): string => join(dir, 'demonstration.json');

/** A marker that is not there, or that was cut off, says that nothing was loaded. */
export async function readMarker(dir: string): Promise<Marker | undefined> {
  const text = await readFile(fileIn(dir), 'utf8').catch(() => '');
  if (text === '') return undefined;
  const read = shape.safeParse(JSON.parse(text));
  return read.success ? { today: read.data.today as Day, complete: read.data.complete } : undefined;
}

export async function writeMarker(dir: string, marker: Marker): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(fileIn(dir), JSON.stringify(marker));
}
