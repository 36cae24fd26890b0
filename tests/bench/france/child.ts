import { fork } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import node from '../../../services/instance/node.json' with { type: 'json' };
import type { Day } from '@cpom/kernel';
import type { Peer } from '@cpom/collector';
import type { DemoSite } from '../../../services/instance/src/demo/plan.ts';

/** What the process of an instance is told. */
export interface InstanceRun {
  readonly site: DemoSite;
  readonly trustDir: string;
  readonly issuer: string;
  readonly peers: readonly Peer[];
  /** Loads the demonstration's own directory as of that day, so that people can sign in. */
  readonly load?: Day;
}

/** `settled`: answers once everything committed is in the views. `followed`: answers once all that the peers said is in the views. `mark`: the event loop is measured from now on. */
export type Question = 'now' | 'settled' | 'mark' | 'followed' | 'agreeing' | 'stop';

export interface Answer {
  readonly count: number;
  /** Milliseconds since the process began its work. */
  readonly elapsed: number;
  /** Seconds of processor time since it began. */
  readonly cpu: number;
  /** Seconds in which its work could have gone on and no processor was free; absent where the system does not tell. */
  readonly waited?: number;
  /** True while it comes before the regions where both want a processor. */
  readonly ahead?: boolean;
  /** Milliseconds of the least that could have been done instead, where there is such a thing to compare with. */
  readonly floor?: number;
  readonly rss: number;
  readonly loop: { readonly p50: number; readonly p99: number; readonly max: number };
  /** What each process had a part in, where the instance is several; then memory and processor are their sums, and the loop is the worst. */
  readonly parts?: readonly { readonly name: string; readonly rss: number; readonly cpu: number; readonly loop: { readonly p99: number } }[];
}

export interface Child {
  readonly pid: number;
  /** What it said once it was started. */
  readonly started: Answer;
  ask(question: Exclude<Question, 'stop'>): Promise<Answer>;
  stop(): Promise<void>;
}

const compiled = fileURLToPath(new URL('../../../.cache/compile', import.meta.url));

// BENCH_PROFILE=folder writes a CPU profile of each process there when it stops.
const profiling = (): string[] => (process.env['BENCH_PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`] : []);

/** Starts a script of this folder with Node's own channel to its parent; one question at a time. */
export async function startChild(script: string, told: object, dir: string): Promise<Child> {
  const file = join(dir, `${script}.json`);
  await mkdir(dir, { recursive: true });
  await writeFile(file, JSON.stringify(told));
  const child = fork(fileURLToPath(new URL(`./${script}.ts`, import.meta.url)), [file], {
    execArgv: [...node.together, ...profiling()], env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compiled },
  });
  const ended = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
  // Whatever ends the benchmark ends what it started.
  const end = (): void => { child.kill('SIGKILL'); };
  process.once('exit', end);
  void ended.then(() => process.off('exit', end));
  const said = (): Promise<Answer> => new Promise((resolve, reject) => {
    const gone = (code: number | null): void => { reject(new Error(`${script} ended with ${code}`)); };
    child.once('exit', gone);
    child.once('message', (message) => { child.off('exit', gone); resolve(message as Answer); });
  });
  const started = await said();
  return {
    pid: child.pid ?? 0, started,
    ask: (question) => {
      const answer = said();
      child.send(question);
      return answer;
    },
    stop: async () => {
      child.send('stop');
      await ended;
    },
  };
}
