// The process that makes every view of one service again from its journal, as a start without its store does.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createReading, cursorOf, openCheckpoints, openEmbeddedBus, openEmbedded, openEmbeddedJournal, startHeads, startProjections } from '@cpom/platform';
import { createLog, pageOfViews } from '@cpom/service';
import { campaignList, indicatorValues } from '../../../services/indicators/src/submission/views.ts';
import type { Answer } from './child.ts';
import type { Rebuilding } from './rebuild.ts';

const { journal: file, dir } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Rebuilding;
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();

const journal = await openEmbeddedJournal({ file, newEpochId: randomUUID });
const checkpoints = openCheckpoints((fault) => { throw fault; });
const bus = openEmbeddedBus({ file: join(dir, 'bus.sqlite'), checkpoints });
const ports = await openEmbedded({ dir, service: 'indicators', bus, newEpochId: randomUUID, checkpoints });
const { views, state } = ports;
const log = createLog('rebuild', 'warn');

const began = performance.now();
const before = process.cpuUsage();
// At the same time, as a service's base starts them.
const reading = createReading('views', { journal, state, log, batch: pageOfViews });
const [, heads] = await Promise.all([startProjections({ reading, views, state, projections: [campaignList, indicatorValues] }), startHeads({ reading, views })]);
const { length } = await heads.read('nation');
const elapsed = performance.now() - began;
const { user, system } = process.cpuUsage(before);

/** The floor: the same journal read through the same port, by somebody who does nothing with it. */
async function readAlone(): Promise<number> {
  const from = performance.now();
  const { epoch } = await journal.head();
  for (let commits = await journal.after(undefined, pageOfViews); commits.length > 0;) {
    const last = commits.at(-1);
    commits = last ? await journal.after(cursorOf(epoch, last), pageOfViews) : [];
  }
  return performance.now() - from;
}

const milliseconds = (nanoseconds: number): number => nanoseconds / 1e6 - 2;
const said: Answer = {
  count: length, elapsed, cpu: (user + system) / 1e6, rss: process.memoryUsage().rss / 1_048_576,
  loop: { p50: milliseconds(delay.percentile(50)), p99: milliseconds(delay.percentile(99)), max: milliseconds(delay.max) },
  floor: await readAlone(),
};
process.on('message', () => {
  void reading.stop().then(() => ports.close()).then(() => bus.close()).then(() => { journal.close(); process.exit(0); });
});
process.send?.(said);
