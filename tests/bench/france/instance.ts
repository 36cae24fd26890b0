// The process of one real instance: started as the program starts it, and asked by its parent how it stands.
import { existsSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { readTrust } from '@cpom/service';
import { gatewayConfig } from '../../../services/instance/src/demo/plan.ts';
import { loadDemo } from '../../../services/instance/src/demo/load.ts';
import { startInstance, type RunningInstance } from '../../../services/instance/src/index.ts';
import type { Answer, InstanceRun, Question } from './child.ts';
import { comeFirst } from './line.ts';
import { agreeing, followed } from './links.ts';

const run = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as InstanceRun;
const began = performance.now();
const delay = monitorEventLoopDelay({ resolution: 2 });

/** Linux tells of each thread how long it ran and how long it waited to run, in nanoseconds. */
function waited(): { readonly waited?: number } {
  const file = '/proc/thread-self/schedstat';
  return existsSync(file) ? { waited: Number(readFileSync(file, 'utf8').split(' ')[1]) / 1e9 } : {};
}

const milliseconds = (nanoseconds: number): number => nanoseconds / 1e6;

async function start(): Promise<RunningInstance> {
  const trust = await readTrust(run.trustDir);
  if (!trust) throw new Error(`no certificate in ${run.trustDir}`);
  const { site, peers } = run;
  return startInstance({
    info: site.info, dir: site.dir, trust, gateListen: '127.0.0.1:0', peers, gateway: gatewayConfig(site, run.issuer, 'bench'),
    indicators: { CPOM_INDICATORS_CALENDAR_SECONDS: 3_600 }, logLevel: 'warn', programVersion: 'bench',
  });
}

async function answer(instance: RunningInstance, question: Question): Promise<Answer> {
  if (question === 'settled') await instance.caughtUp();
  if (question === 'mark') { ahead = comeFirst(process.pid, false); delay.enable(); delay.reset(); }
  const messages = question === 'followed' ? await followed(instance, run.peers) : question === 'agreeing' ? await agreeing(instance, run.peers) : 0;
  const { user, system } = process.cpuUsage();
  return {
    count: messages, elapsed: performance.now() - began, cpu: (user + system) / 1e6, ...waited(), ahead, rss: process.memoryUsage().rss / 1_048_576,
    // The monitor's own timer adds its resolution to what it sees.
    loop: { p50: milliseconds(delay.percentile(50)) - 2, p99: milliseconds(delay.percentile(99)) - 2, max: milliseconds(delay.max) - 2 },
  };
}

let ahead = run.peers.length > 0 && comeFirst(process.pid, true);
delay.enable();
const instance = await start();
if (run.load) await loadDemo(instance, { dir: run.site.dir, today: run.load });
process.on('message', (question: Question) => {
  if (question === 'stop') void instance.stop().then(() => { process.exit(0); });
  else void answer(instance, question).then((said) => process.send?.(said));
});
process.once('disconnect', () => { process.exit(1); });
process.send?.(await answer(instance, 'now'));
// How it started is told; from here on, how it works.
delay.reset();
