import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environment } from '@cpom/service';
import { startLocalEngine, type LocalEngine } from '../../infra/local/engine.ts';
import { randomOf } from '../../libs/testing/src/france/random.ts';
import { check, type Verdict } from './check.ts';
import { createCaller } from './client.ts';
import { copiesOf } from './copies.ts';
import { execute, type Mortals } from './execute.ts';
import { foreignRegion, startFleet, type EngineName, type Fleet, type Servers } from './fleet.ts';
import type { Form } from './forms.ts';
import { askAll, readAll } from './gather.ts';
import { nothingYet, within, type Happened } from './happened.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { plan } from './plan.ts';
import { settle } from './settle.ts';
import { startWorkload } from './workload.ts';

/** What a run gave, on one engine. */
export interface Outcome {
  readonly engine: EngineName;
  readonly verdict: Verdict;
  readonly happened: Happened;
  readonly counted: ReturnType<Ledger['count']>;
  readonly tookMs: number;
  /** Where the data are, when they are kept. */
  readonly dir: string;
}

export interface RunOptions {
  readonly engine: EngineName;
  readonly seed: number;
  readonly form: Form;
  /** One line of progress every few seconds, and what is started. */
  say(line: string): void;
  /** Told the way to end all at once, as soon as there is one. */
  onCleaner(end: () => Promise<void>): void;
}

const enoughWithinMs = 120_000;
const answeredWithinMs = 120_000;
const readyWithinMs = 120_000;

/** Brokers and a database of this run alone: these are killed, whatever MONGO_URL and KAFKA_BROKERS say. */
async function serversFor({ engine, form, say }: RunOptions, dir: string): Promise<LocalEngine | undefined> {
  if (engine === 'embedded') return undefined;
  const { PATH: path = '', ENGINE_DIR } = environment();
  return startLocalEngine({ cache: resolve(ENGINE_DIR || '.cache/engine'), path, say, dir: join(dir, 'engine'), brokers: form.brokers, database: true });
}

const addressesOf = (local: LocalEngine | undefined): Servers | undefined => (local?.database && local.cluster ? { mongoUrl: local.database.url, kafkaBrokers: local.cluster.addresses } : undefined);
const mortalsOf = (local: LocalEngine | undefined): Mortals | undefined => (local?.database && local.cluster ? { brokers: local.cluster.brokers, database: local.database.server } : undefined);

function progress(say: (line: string) => void, engine: EngineName, began: number, ledger: Ledger, { faults, down }: Happened, fleet: Fleet): () => void {
  const timer = setInterval(() => {
    const { acknowledged, awaited } = ledger.count();
    const away = [...fleet.processes.values()].filter((one) => !one.isReady()).map(({ name }) => name);
    say(`${engine} ${Math.round((Date.now() - began) / 1_000)} s: ${acknowledged} acknowledged, ${awaited} on their way, ${faults.get('kill') ?? 0} kills; down: ${[...down, ...away].join(', ') || 'nothing'}`);
  }, 3_000);
  return () => { clearInterval(timer); };
}

/** What ended by itself: a start that was given up while a server was away is the platform's to repeat; anything else is a fault. */
const endedAlone = (happened: Happened) => (name: string, ready: boolean, how: string): void => {
  const serverAway = [...happened.down].some((what) => /^(?:broker|database|room)/.test(what));
  if (!ready && serverAway) happened.startsAgain += 1;
  else happened.endedAlone.push(`${name} ended by itself (${how}), ${ready ? 'having started' : 'while starting'}`);
};

async function faulty(options: RunOptions, dir: string, local: LocalEngine | undefined): Promise<Omit<Outcome, 'dir' | 'tookMs'>> {
  const { engine, seed, form, say } = options;
  const [happened, ledger, began] = [nothingYet(), createLedger(), Date.now()];
  const servers = addressesOf(local);
  const restarts = randomOf(seed, 'restarts');
  const fleet = await startFleet({
    engine, dir, regions: form.regions, namespace: `f${randomUUID().slice(0, 6)}`, ...(servers ? { servers } : {}),
    ear: { outOfOrder: (what) => happened.outOfOrder.push(what), endedAlone: endedAlone(happened) }, restartAfter: () => restarts.between(20, 300),
  });
  const caller = createCaller(fleet);
  let over = false;
  options.onCleaner(async () => { over = true; await Promise.all([...fleet.processes.values()].map((one) => one.hold())); });
  const ready = (): Promise<boolean> => Promise.resolve([...fleet.processes.values()].every((one) => one.isReady()));
  if (!(await within(readyWithinMs, ready))) throw new Error('not every process was ready at the beginning');
  say(`${engine}: ${fleet.processes.size} processes are ready after ${Math.round((Date.now() - began) / 1_000)} s`);
  const workload = startWorkload({ ...form, caller, ledger, randomOf: (name) => randomOf(seed, name) });
  const ground = { fleet, workload, ledger, caller, happened, copies: copiesOf(fleet, servers) };
  const quiet = progress(say, engine, began, ledger, happened, fleet);
  const killable = [...fleet.processes.keys()].filter((name) => name !== foreignRegion);
  await execute(plan(seed, { ...form, processes: killable }), ground, mortalsOf(local), () => over);
  await within(enoughWithinMs, () => Promise.resolve(over || ledger.count().acknowledged >= form.least));
  await workload.finish(answeredWithinMs);
  await settle(ground);
  const { witnesses, held, ...answers } = await askAll(ground);
  caller.close();
  await fleet.stop().catch((error: unknown) => { happened.troubles.push(String(error)); });
  quiet();
  const found = await readAll(fleet, servers, witnesses);
  const { outOfOrder, unreported, troubles } = happened;
  const verdict = check({ ...answers, ...found, held: [...held, ...found.held], entries: ledger.entries(), contradictions: workload.contradictions, outOfOrder, endedAlone: happened.endedAlone, unreported, troubles });
  return { engine, verdict, happened, counted: ledger.count() };
}

/** Runs one engine under faults and judges what is left. The data stay when something is wrong; what was started never does. */
export async function run(options: RunOptions): Promise<Outcome> {
  const [dir, began] = [await mkdtemp(join(tmpdir(), 'cpom-faults-')), Date.now()];
  const cleaners: (() => Promise<void>)[] = [];
  const endAll = async (): Promise<void> => { for (const clean of cleaners.splice(0)) await clean().catch(() => undefined); };
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  options.onCleaner(async () => { await endAll(); await remove(); });
  try {
    const local = await serversFor(options, dir);
    if (local) cleaners.push(() => local.stop());
    const outcome = await faulty({ ...options, onCleaner: (end) => cleaners.unshift(end) }, dir, local);
    await endAll();
    const isWell = Object.values(outcome.verdict).every((findings: readonly string[]) => findings.length === 0);
    if (isWell) await remove();
    return { ...outcome, dir: isWell ? '' : dir, tookMs: Date.now() - began };
  } catch (error) {
    await endAll();
    options.say(`${options.engine}: the run itself failed; its data are in ${dir}`);
    throw error;
  }
}
