import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, openSync, closeSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** How to start a server and how to know that it serves. */
export interface Recipe {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** What it says goes to the end of this file. */
  readonly log: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Looked at every 50 ms; `said` is what it wrote since this start. */
  ready(said: () => string): Promise<boolean> | boolean;
}

/** A server of the engine that can be killed and started again on the same ports and data. */
export interface Program {
  readonly pid: number | undefined;
  /** Starts it, or does nothing when it runs. Rejects with the end of its log when it ends or is not ready within a minute. */
  start(): Promise<void>;
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** Asks it to end; by force after 8 s. */
  stop(): Promise<void>;
}

const readyWithinMs = 60_000;
const graceMs = 8_000;
const guard = '/usr/bin/setpriv';

/** On Linux the kernel ends the server when we end, even by SIGKILL: nothing is left behind. */
function guarded(command: string, args: readonly string[]): [string, readonly string[]] {
  return process.platform === 'linux' && existsSync(guard) ? [guard, ['--pdeathsig', 'KILL', '--', command, ...args]] : [command, args];
}

function launch({ command, args, log, environment }: Recipe): ChildProcess {
  const out = openSync(log, 'a');
  const [program, all] = guarded(command, args);
  // A group of its own: Ctrl-C of the terminal must reach us alone, who end things in order.
  const child = spawn(program, all, { stdio: ['ignore', out, out], detached: true, ...(environment ? { env: { ...environment } } : {}) });
  closeSync(out);
  return child;
}

async function untilReady(child: ChildProcess, { name, log, ready }: Recipe, from: number): Promise<void> {
  const said = (): string => readFileSync(log).subarray(from).toString('utf8');
  const limit = Date.now() + readyWithinMs;
  while (!(await ready(said))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} did not start (${log}):\n${said().slice(-1_500)}`);
    if (Date.now() > limit) throw new Error(`${name} was not ready within ${readyWithinMs / 1_000} s (${log})`);
    await pause(50);
  }
}

/** A server that is not started yet. */
export function program(recipe: Recipe): Program {
  let child: ChildProcess | undefined;
  const gone = async (signal: NodeJS.Signals): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill(signal);
    const force = setTimeout(() => running.kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(force);
  };
  return {
    get pid() { return child?.pid; },
    start: async () => {
      if (child && child.exitCode === null && child.signalCode === null) return;
      const from = existsSync(recipe.log) ? statSync(recipe.log).size : 0;
      const started = launch(recipe);
      child = started;
      await new Promise<void>((resolve, reject) => { started.once('spawn', resolve).once('error', reject); });
      await untilReady(started, recipe, from);
    },
    kill: () => gone('SIGKILL'),
    stop: () => gone('SIGTERM'),
  };
}
