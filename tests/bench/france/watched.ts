import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceProcess } from '../../../services/instance/src/processes/child.ts';
import type { Answer } from './child.ts';
import { pause } from './tell.ts';

/** How one process stood since it was last asked. */
type Stood = Pick<Answer, 'cpu' | 'rss' | 'loop'>;

/** What a process writes when it is asked by its signal; watch.mjs does. */
export const watching = new URL('./watch.mjs', import.meta.url).href;

async function stood(pid: number, dir: string): Promise<Stood> {
  const file = join(dir, `${pid}.json`);
  await rm(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return JSON.parse(text) as Stood;
    // Rejects when the process has ended: nothing would be written any more.
    process.kill(pid, 0);
    await pause(20);
  }
}

/** How the processes of an instance stood since they were last asked: times and memory summed, the loop of the one that was worst. */
export async function stoodTogether(processes: readonly ServiceProcess[], dir: string): Promise<Pick<Answer, 'cpu' | 'rss' | 'loop' | 'parts'>> {
  const parts = await Promise.all(processes.map(async ({ name, pid = 0 }) => ({ name: name.replace(/^.*\//, ''), ...(await stood(pid, dir)) })));
  const total = (of: (one: Stood) => number): number => parts.reduce((sum, one) => sum + of(one), 0);
  const [worst] = parts.map(({ loop }) => loop).sort((a, b) => b.p99 - a.p99);
  return { cpu: total(({ cpu }) => cpu), rss: total(({ rss }) => rss), loop: worst ?? { p50: 0, p99: 0, max: 0 }, parts };
}
