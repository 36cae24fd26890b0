import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Asking, Saying, Told } from './told.ts';

const compiled = fileURLToPath(new URL('../../.cache/compile', import.meta.url));
const flags = ['--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning', '--disable-warning=DEP0123'];

/** What the run hears of its processes. */
export interface Ear {
  ready(name: string, addresses: Readonly<Record<string, string>>): void;
  outOfOrder(what: string): void;
  /** It ended without having been killed: `ready`: after it had started. */
  endedAlone(name: string, ready: boolean, how: string): void;
}

/** A process that is started again whenever it ends, as an operator's platform does; nothing else is done for it. */
export interface Supervised {
  readonly name: string;
  pid(): number | undefined;
  /** It runs, started or starting. */
  isAlive(): boolean;
  isReady(): boolean;
  /** SIGKILL; false when nothing ran. It comes back by itself. */
  kill(): boolean;
  /** From the next start on. */
  tell(change: Partial<Told>): void;
  deliver(delivery: Told['delivery']): void;
  /** Killed, and kept down until `resume`. */
  hold(): Promise<void>;
  resume(): void;
  /** Resolves once it has handled all that was committed or published before; rejects when it ends meanwhile. */
  caughtUp(): Promise<void>;
  /** Asks it to end, well; rejects when it does not end well. It does not come back. */
  stop(): Promise<void>;
}

export interface SupervisedOptions {
  readonly name: string;
  readonly program: string;
  readonly told: Told;
  readonly ear: Ear;
  /** Pause before it is started again, in milliseconds. */
  readonly restartAfter: () => number;
}

type Life = { readonly child: ChildProcess; readonly exited: Promise<void>; ready: boolean; killed: boolean };
const endLimitMs = 20_000;
const longestPauseMs = 4_000;

function launch(program: string, told: Told): Life {
  const child = fork(program, [JSON.stringify(told)], {
    execArgv: flags, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true,
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compiled },
  });
  child.on('error', () => undefined);
  return { child, exited: new Promise((resolve) => { child.once('exit', () => { resolve(); }); }), ready: false, killed: false };
}

/** One question at a time; the life that was asked must answer. */
function ask(life: Life, number: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (saying: Saying): void => {
      if (!('caughtUp' in saying) || saying.caughtUp !== number) return;
      life.child.off('message', listen);
      resolve();
    };
    life.child.on('message', listen).once('exit', () => { reject(new Error('it has ended')); });
    life.child.send({ caughtUp: number } satisfies Asking, (error) => { if (error) reject(error); });
  });
}

/** Asks it to end; by force when it does not, which is told. */
async function endWell(name: string, { child, exited }: Life): Promise<void> {
  child.send({ stop: true } satisfies Asking, () => undefined);
  const force = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
  await exited;
  clearTimeout(force);
  if (child.exitCode !== 0) throw new Error(`${name} did not end well: ${child.exitCode ?? child.signalCode}`);
}

/** Starts it at once. */
export function supervise({ name, program, told: first, ear, restartAfter }: SupervisedOptions): Supervised {
  let [told, held, over, asked, givenUp] = [first, false, false, 0, 0];
  let life: Life | undefined;

  function start(): void {
    if (over || held) return;
    const born = launch(program, told);
    life = born;
    born.child.on('message', (saying: Saying) => {
      if ('ready' in saying) { born.ready = true; ear.ready(name, saying.ready); }
      if ('outOfOrder' in saying) ear.outOfOrder(saying.outOfOrder);
    });
    void born.exited.then(() => ended(born));
  }
  async function ended(gone: Life): Promise<void> {
    if (!gone.killed && !over) ear.endedAlone(name, gone.ready, String(gone.child.exitCode ?? gone.child.signalCode));
    life = undefined;
    // Who gives up starting is started again later and later, as platforms do.
    givenUp = gone.killed || gone.ready ? 0 : givenUp + 1;
    await pause(givenUp === 0 ? restartAfter() : Math.min(500 * 2 ** givenUp, longestPauseMs));
    if (life === undefined) start();
  }
  function kill(): boolean {
    if (!life || life.killed) return false;
    life.killed = true;
    return life.child.kill('SIGKILL');
  }
  start();
  return {
    name, kill,
    pid: () => life?.child.pid,
    isAlive: () => life !== undefined && !life.killed,
    isReady: () => life?.ready === true && !life.killed,
    tell: (change) => { told = { ...told, ...change }; },
    deliver: (delivery) => {
      told = { ...told, delivery };
      if (life?.ready && !life.killed) life.child.send({ deliver: delivery } satisfies Asking, () => undefined);
    },
    hold: async () => { held = true; const last = life; kill(); await last?.exited; },
    resume: () => { held = false; if (!life) start(); },
    caughtUp: () => (life?.ready ? ask(life, (asked += 1)) : Promise.reject(new Error(`${name} is not there`))),
    stop: async () => { over = true; if (life?.ready) await endWell(name, life); else { kill(); await life?.exited; } },
  };
}
