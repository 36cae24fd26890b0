import { join } from 'node:path';
import type { Figure } from '../figures.ts';
import { catchUp } from './catchup.ts';
import { dataFigures, franceData, type FranceData } from './data.ts';
import type { Endings } from './endings.ts';
import { told, type EngineName } from './engines.ts';
import { openStage } from './nation.ts';
import type { BenchOptions, Part } from './options.ts';
import { pagesUnderLoad } from './pages.ts';
import { startOfRegion } from './start.ts';

type Say = (figures: readonly Figure[]) => void;

/** A new nation on one engine: it catches up, then its pages are asked for. */
async function measureNation(engine: EngineName, data: FranceData, options: BenchOptions, work: string, endings: Endings, say: Say): Promise<void> {
  const stage = await openStage(engine, data, work, endings);
  const prefix = engine === 'distributed' && options.engines.length > 1 ? 'distributed.' : '';
  try {
    const { nation, figures } = await catchUp(stage);
    try {
      say(told(figures, stage.on, prefix));
      if (options.only.includes('pages')) say(told(await pagesUnderLoad(stage, nation, options.seconds), stage.on, prefix));
    } finally {
      await nation.stop();
    }
  } finally {
    await stage.stop();
  }
}

/** What is measured of France over so many years; `endings` is told at once of what must not stay behind. */
export async function measure(options: BenchOptions, years: number, work: string, endings: Endings, say: Say): Promise<void> {
  const asked = (part: Part): boolean => options.only.includes(part);
  if (!(['data', 'catchup', 'pages', 'start'] as const).some(asked)) return;
  const data = await franceData(options.seed, years);
  if (asked('data')) say(await dataFigures(data));
  if (asked('start')) say(await startOfRegion(data, join(work, 'region')));
  if (!asked('catchup') && !asked('pages')) return;
  for (const engine of options.engines) await measureNation(engine, data, options, join(work, engine), endings, say);
}
