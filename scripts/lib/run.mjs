import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/** Runs a program to its end; says whether it went well and what it wrote on both outputs, in the order it came. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => { output += chunk; };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: `${command}: ${error.message}` }));
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}

/** Runs git; its output without the last line break, or undefined when it refuses. */
export async function git(...args) {
  const { ok, output } = await run('git', args);
  return ok ? output : undefined;
}
