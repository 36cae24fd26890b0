import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import node from '../../services/instance/node.json' with { type: 'json' };

const main = fileURLToPath(new URL('../../services/instance/src/main.ts', import.meta.url));
const compiled = fileURLToPath(new URL('../../.cache/compile', import.meta.url));

/** How the program is started: on free ports unless told. */
export interface DemoStart {
  readonly dir: string;
  readonly port?: number;
  /** Settings besides `PORT` and `DATA_DIR`. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is said to Node itself. */
  readonly nodeArgs?: readonly string[];
}

/** The demonstration as `npm start` runs it, in a process of its own. */
export interface DemoProcess {
  readonly nation: string;
  readonly centre: string;
  readonly paris: string;
  readonly pid: number;
  send(signal: NodeJS.Signals): void;
  /** Asks it to end; gives its exit code. */
  stop(): Promise<number | null>;
}

interface Started {
  readonly child: ChildProcess;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
  /** What was written as errors so far. */
  complaints(): string;
}

function run({ dir, port = 0, env = {}, nodeArgs = [] }: DemoStart): Started {
  const child = spawn(process.execPath, [...node.together, ...nodeArgs, main], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compiled, PORT: String(port), DATA_DIR: dir, ...env },
  });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const ended = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
  // Whatever ends the test ends what it started.
  const end = (): void => { child.kill('SIGKILL'); };
  process.once('exit', end);
  void ended.then(() => process.off('exit', end));
  return { child, ended, complaints: () => said.join('') };
}

/** For a start that is refused: the exit code, and what was said of it. */
export async function refusedStart(start: DemoStart): Promise<{ readonly code: number | null; readonly said: string }> {
  const { child, ended, complaints } = run(start);
  child.stdout?.resume();
  const limit = setTimeout(() => { child.kill('SIGKILL'); }, 30_000);
  const code = await ended;
  clearTimeout(limit);
  return { code, said: complaints() };
}

async function addresses({ child, complaints }: Started): Promise<ReadonlyMap<string, string>> {
  const origins = new Map<string, string>();
  if (!child.stdout) return origins;
  for await (const line of createInterface(child.stdout)) {
    const [, name = '', origin = ''] = /^ {2}(\S.*?) +(http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line) ?? [];
    if (name) origins.set(name, origin);
    if (line.includes('Ctrl-C')) return origins;
  }
  throw new Error(`the demonstration did not start: ${complaints()}`);
}

/** The only way tests and benchmarks start it. Resolves once the data are loaded and the addresses are told. */
export async function startDemoProcess(start: DemoStart): Promise<DemoProcess> {
  const started = run(start);
  const origins = await addresses(started);
  // What it writes afterwards must go somewhere.
  started.child.stdout?.resume();
  started.child.stderr?.pipe(process.stderr, { end: false });
  const of = (name: string): string => {
    const origin = origins.get(name);
    if (!origin) throw new Error(`the demonstration did not tell the address of ${name}`);
    return origin;
  };
  return {
    nation: of('National'), centre: of('Centre-Val de Loire'), paris: of('Île-de-France'), pid: started.child.pid ?? 0,
    send: (signal) => { started.child.kill(signal); },
    stop: () => { started.child.kill('SIGTERM'); return started.ended; },
  };
}
