// npm run bench:france [-- options]: ten years of the whole country, with the bars of the issue. Exits 0 also when a bar is missed.
// package.json gives it memory at once: it is the eighteen regions and the people who ask, and its own collections of memory would be told
// as the nation's slowness.
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print, type Figure } from '../figures.ts';
import { openEndings } from './endings.ts';
import { growth } from './growth.ts';
import { measure } from './measure.ts';
import { help, readOptions, type BenchOptions } from './options.ts';
import { rebuild } from './rebuild.ts';
import { tell } from './tell.ts';

const endings = openEndings();

async function bench(options: BenchOptions): Promise<void> {
  const all = new Map<number, Figure[]>();
  const work = await mkdtemp(join(tmpdir(), 'cpom-bench-france-'));
  const clean = (): void => { if (!options.keep) rmSync(work, { recursive: true, force: true }); };
  process.once('exit', clean);
  if (options.leftOut.length > 0) tell(`Left out, as they are measured on the embedded engine only: ${options.leftOut.join(', ')}`);
  try {
    for (const years of options.years) {
      const mine: Figure[] = [];
      all.set(years, mine);
      await measure(options, years, join(work, String(years)), endings, (figures) => {
        mine.push(...figures);
        figures.forEach((figure) => { print(figure, options.json); });
      });
      if (!options.keep) await rm(join(work, String(years)), { recursive: true, force: true });
    }
    if (options.only.includes('rebuild')) for (const figure of await rebuild(options, join(work, 'limits'))) print(figure, options.json);
    if (options.years.length > 1) growth(all, options.json);
  } finally {
    if (options.keep) tell(`Kept: ${work}`);
    else await rm(work, { recursive: true, force: true });
  }
}

// Ended from outside, it leaves nothing running and nothing behind either; what then fails on the way is not told.
const ended = new Promise<'ended'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve('ended'); });
});

const options = readOptions(process.argv.slice(2));
if (options) {
  if ((await Promise.race([bench(options), ended])) === 'ended') {
    process.on('unhandledRejection', () => undefined);
    await endings.all();
    process.exit(130);
  }
} else process.stdout.write(help);
