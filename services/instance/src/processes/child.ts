import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import node from '../../node.json' with { type: 'json' };
import type { AskedByParent, Told } from '../parent.ts';

/** One service of an instance in a process of its own. */
export interface ServiceProcess {
  readonly name: string;
  readonly pid: number | undefined;
  readonly address: string;
  /** Rejects when it ends before it has answered. */
  caughtUp(): Promise<void>;
  /** Asks it to end; by force after 7 s. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly name: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told when it ends without having been asked. */
  onEnd(name: string): void;
}

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const graceMs = 7_000;
const telemetry = new URL('../../../../libs/service/src/telemetry/register.ts', import.meta.url).href;
// The telemetry loads nothing unless OTEL_* settings say where it goes.
const flags = [...node.alone, '--import', telemetry];

/** Numbers the questions, and gives each its answer. */
function asking(child: ChildProcess): () => Promise<void> {
  let last = 0;
  return () => new Promise((resolve, reject) => {
    const question: AskedByParent = { caughtUp: (last += 1) };
    const gone = (): void => { reject(new Error('it has ended')); };
    const listen = (told: Told): void => {
      if (!('caughtUp' in told) || told.caughtUp !== question.caughtUp) return;
      child.off('message', listen).off('exit', gone);
      resolve();
    };
    child.on('message', listen).once('exit', gone);
    child.send(question, (error) => { if (error) reject(error); });
  });
}

/** A service has ended by itself; why, it said before. Its message is for whoever started the program. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded';
}

const ready = (child: ChildProcess, name: string): Promise<string> => new Promise((resolve, reject) => {
  child.on('message', (told: Told) => { if ('ready' in told) resolve(told.address); });
  child.once('exit', (code, signal) => { reject(new ProcessEnded(`${name} did not start (${code ?? signal}): see what it said above.`)); });
  child.once('error', reject);
});

/** Starts one; resolves once it is complete and answers. It ends when this process does. */
export async function startProcess({ name, environment, onEnd }: ProcessOptions): Promise<ServiceProcess> {
  // A group of its own: Ctrl-C of the terminal reaches this process, which ends the others in order.
  const child = fork(main, [], { execArgv: flags, env: { ...node.aloneEnvironment, ...environment } as NodeJS.ProcessEnv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
  const exited = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  let asked = false;
  child.once('exit', () => { if (!asked) onEnd(name); });
  const address = await ready(child, name);
  return {
    name, pid: child.pid, address, caughtUp: asking(child),
    stop: async () => {
      asked = true;
      child.kill('SIGTERM');
      const force = setTimeout(() => { child.kill('SIGKILL'); }, graceMs);
      await exited;
      clearTimeout(force);
    },
  };
}
