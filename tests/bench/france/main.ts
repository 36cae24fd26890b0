// npm run bench:france [-- options]: ten years of the whole country, with the bars of the issue. Exits 0 also when a bar is missed.
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { print, type Figure } from '../figures.ts';
import { catchUp } from './catchup.ts';
import { dataFigures, franceData } from './data.ts';
import { growth } from './growth.ts';
import { openStage } from './nation.ts';
import { help, readOptions, type BenchOptions } from './options.ts';
import { pagesUnderLoad } from './pages.ts';
import { rebuild } from './rebuild.ts';
import { startOfRegion } from './start.ts';
import { tell } from './tell.ts';

/** What is measured of France over so many years. */
async function measure(options: BenchOptions, years: number, work: string, say: (figures: readonly Figure[]) => void): Promise<void> {
  const asked = (part: BenchOptions['only'][number]): boolean => options.only.includes(part);
  if (!['data', 'catchup', 'pages', 'start'].some((part) => asked(part as 'data'))) return;
  const data = await franceData(options.seed, years);
  if (asked('data')) say(await dataFigures(data));
  if (asked('start')) say(await startOfRegion(data, join(work, 'region')));
  if (!asked('catchup') && !asked('pages')) return;
  const stage = await openStage(data, join(work, 'nation'));
  try {
    const { nation, figures } = await catchUp(stage);
    try {
      say(figures);
      if (asked('pages')) say(await pagesUnderLoad(stage, nation, options.seconds));
    } finally {
      await nation.stop();
    }
  } finally {
    await stage.stop();
  }
}

async function bench(options: BenchOptions): Promise<void> {
  const all = new Map<number, Figure[]>();
  const work = await mkdtemp(join(tmpdir(), 'cpom-bench-france-'));
  const clean = (): void => { if (!options.keep) rmSync(work, { recursive: true, force: true }); };
  process.once('exit', clean);
  try {
    for (const years of options.years) {
      const mine: Figure[] = [];
      all.set(years, mine);
      await measure(options, years, join(work, String(years)), (figures) => {
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

// Ended from outside, it leaves nothing running and nothing behind either.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { process.exit(130); });

const options = readOptions(process.argv.slice(2));
if (options) await bench(options);
else process.stdout.write(help);
