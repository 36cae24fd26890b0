import { spawn } from 'node:child_process';
import { environment } from '@cpom/service';

/** What became of a command: its exit code, and all that it wrote. */
export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a program of ours to its end, as its npm script does, with these settings beside the usual environment. */
export function runCommand(file: string, settings: Readonly<Record<string, string>>, args: readonly string[] = []): Promise<Ran> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning', file, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...environment(), NODE_OPTIONS: '', ...settings } });
  const said: string[] = [];
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text: string) => said.push(text));
  return new Promise((resolve) => { child.once('close', (code) => { resolve({ code, said: said.join('') }); }); });
}
