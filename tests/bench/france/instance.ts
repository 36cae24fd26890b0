// The process of one real instance: started as the program starts it, and asked by its parent how it stands.
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { CollectorClient, ListLinksRequest, PeerRequest, type CollectorServer } from '@cpom/proto/collector/v1/collector';
import { connect, readTrust } from '@cpom/service';
import { gatewayConfig } from '../../../services/instance/src/demo/plan.ts';
import { loadDemo } from '../../../services/instance/src/demo/load.ts';
import { startInstance, type RunningInstance } from '../../../services/instance/src/index.ts';
import type { Answer, InstanceRun, Question } from './child.ts';
import { pause } from './tell.ts';

const run = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as InstanceRun;
const began = performance.now();
const delay = monitorEventLoopDelay({ resolution: 2 });

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

async function links(instance: RunningInstance) {
  const client = connect<CollectorServer, CollectorClient>(CollectorClient, 'collector', instance.addressOf('collector'));
  const calls = async () => client.as(await instance.identity.sign({ kind: 'service', service: 'instance', requestId: 'bench' }));
  return { calls, close: () => { client.close(); } };
}

/** Until every link has all that its peer had, and all of it is folded into the views. */
async function followed(instance: RunningInstance): Promise<number> {
  const { calls, close } = await links(instance);
  for (;;) {
    const { links: all } = await (await calls()).listLinks(ListLinksRequest.fromPartial({}));
    if (all.length === run.peers.length && all.every(({ state }) => state === 'following')) {
      await instance.caughtUp();
      close();
      return all.reduce((sum, { messages }) => sum + Number(messages), 0);
    }
    await pause(50);
  }
}

/** How many regions agree with what is known of them here, stream by stream. */
async function agreeing(instance: RunningInstance): Promise<number> {
  const { calls, close } = await links(instance);
  let agree = 0;
  for (const { code } of run.peers) if ((await (await calls()).compareState(PeerRequest.fromPartial({ peer: code }))).agree) agree += 1;
  close();
  return agree;
}

async function answer(instance: RunningInstance, question: Question): Promise<Answer> {
  if (question === 'settled') await instance.caughtUp();
  if (question === 'mark') { delay.enable(); delay.reset(); }
  const messages = question === 'followed' ? await followed(instance) : question === 'agreeing' ? await agreeing(instance) : 0;
  const { user, system } = process.cpuUsage();
  return {
    count: messages, elapsed: performance.now() - began, cpu: (user + system) / 1e6, rss: process.memoryUsage().rss / 1_048_576,
    // The monitor's own timer adds its resolution to what it sees.
    loop: { p50: milliseconds(delay.percentile(50)) - 2, p99: milliseconds(delay.percentile(99)) - 2, max: milliseconds(delay.max) - 2 },
  };
}

delay.enable();
const instance = await start();
if (run.load) await loadDemo(instance, { dir: run.site.dir, today: run.load });
process.on('message', (question: Question) => {
  if (question === 'stop') void instance.stop().then(() => { process.exit(0); });
  else void answer(instance, question).then((said) => process.send?.(said));
});
process.once('disconnect', () => { process.exit(1); });
process.send?.(await answer(instance, 'now'));
