import { regions } from '@cpom/kernel';
import type { Figure } from '../figures.ts';
import { barsOf } from './engines.ts';
import type { Nation } from './home.ts';
import { memoryOf, worstOf } from './memory.ts';
import type { Stage } from './nation.ts';
import { tell } from './tell.ts';

/** What a new nation's catching up gave; it runs on, for what is measured next. */
export interface CaughtUp {
  readonly nation: Nation;
  readonly figures: readonly Figure[];
}

/**
 * A nation that knows nothing but its own people follows the 18 gates: from its start to the moment when all that they had said is in
 * its journal, on its bus and folded into its views.
 */
export async function catchUp(stage: Stage): Promise<CaughtUp> {
  const { counts, years } = stage.data;
  await (await stage.nation(false)).stop();
  tell(`A new nation follows ${counts.events} events of ${regions.length} regions`);
  const nation = await stage.nation(true);
  const caught = await nation.ask('followed');
  const { elapsed, cpu, waited, ahead, loop, count } = caught;
  tell(`  caught up in ${(elapsed / 1_000).toFixed(1)} s`);
  const { count: agree } = await nation.ask('agreeing');
  const seconds = elapsed / 1_000;
  const from = `${years} years; ${seconds.toFixed(1)} s from the start of the process, of which ${cpu.toFixed(1)} s of processor${ahead ? ', before the regions in line for one' : ''}`;
  const [sizes, { catchup: bar }] = [await stage.sizes(), barsOf[stage.engine]];
  return {
    nation,
    figures: [
      { name: 'catchup.events_per_s', value: counts.events / seconds, unit: '/s', ...(bar ? { bar } : {}), note: `events that the regions' journals hold, over the time until the nation knows all that they say; ${from}` },
      { name: 'catchup.commits_per_s', value: counts.commits / seconds, unit: '/s', note: `commits of the regions read by the gates' feeds (${counts.commits})` },
      { name: 'catchup.messages_per_s', value: count / seconds, unit: '/s', note: `public messages through the gates, mutual TLS (${count})` },
      { name: 'catchup.cpu_s', value: cpu, unit: 's', note: 'processor time of the nation' },
      { name: 'catchup.agree', value: agree, unit: '', bar: { atLeast: regions.length }, note: 'regions whose state hash at the gate is that of the nation' },
      { name: 'loop.p99_ms', value: loop.p99, unit: 'ms', bar: { atMost: 10 }, note: `of the nation${worstOf(caught)} while it catches up, once started${ahead ? ', before the regions in line for a processor' : ''}; longest ${Math.round(loop.max)} ms` },
      ...(waited === undefined ? [] : [{ name: 'catchup.waited_s', value: waited, unit: 's', note: 'in which the nation could have worked and the 18 regions on the same machine had the processors' }]),
      ...memoryOf('catchup', caught, 'of the nation, just caught up'),
      ...sizes.map(({ name, size }): Figure => ({ name: `disk.nation.${name}`, value: size, unit: 'MiB', note: `${years} years` })),
    ],
  };
}
