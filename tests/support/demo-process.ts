import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../services/instance/src/main.ts', import.meta.url));
const compiled = fileURLToPath(new URL('../../.cache/compile', import.meta.url));

/** The demonstration as `npm start` runs it, in a process of its own, on free ports. */
export interface DemoProcess {
  readonly nation: string;
  readonly centre: string;
  readonly paris: string;
  /** Asks it to end; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Resolves once the data are loaded and the addresses are told. */
export async function startDemoProcess(dir: string): Promise<DemoProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, PORT: '0', DATA_DIR: dir, NODE_COMPILE_CACHE: compiled } });
  const exited = new Promise<number | null>((resolve) => { child.once('exit', (code) => { resolve(code); }); });
  const origins = new Map<string, string>();
  for await (const line of createInterface(child.stdout)) {
    const [, name = '', origin = ''] = /^ {2}(\S.*?) +(http:\/\/127\.0\.0\.1:\d+)\/$/.exec(line) ?? [];
    if (name) origins.set(name, origin);
    if (line.includes('Ctrl-C')) break;
  }
  const of = (name: string): string => {
    const origin = origins.get(name);
    if (!origin) throw new Error(`the demonstration did not tell the address of ${name}`);
    return origin;
  };
  return {
    nation: of('National'), centre: of('Centre-Val de Loire'), paris: of('Île-de-France'),
    stop: () => { child.kill('SIGTERM'); return exited; },
  };
}
