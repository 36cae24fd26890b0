// Starts the demonstration: the nation and its regions in one process. Ctrl-C or SIGTERM ends it within 10 s.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeEnvironment, nodeFlags, nodePath, root } from './lib/paths.mjs';

const graceMs = 9_000;
const telemetry = pathToFileURL(join(root, 'libs/service/src/telemetry/register.ts')).href;

const child = spawn(
  nodePath(),
  // The telemetry loads nothing unless OTEL_* settings say where it goes.
  [...nodeFlags, '--import', telemetry, join(root, 'services/instance/src/main.ts'), ...process.argv.slice(2)],
  // A group of its own: Ctrl-C reaches the terminal's whole group, and the child must hear of it once, from here.
  { cwd: root, stdio: 'inherit', env: nodeEnvironment(), detached: process.platform !== 'win32' },
);

let asked = false;

function end() {
  if (asked) return;
  asked = true;
  child.kill('SIGTERM');
  setTimeout(() => {
    console.error(`Still running after ${graceMs / 1000} s: stopped by force.`);
    child.kill('SIGKILL');
  }, graceMs).unref();
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

child.on('error', (error) => {
  console.error(`Cannot start ${nodePath()}: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  // Ended by the signal we passed on, before it could listen: that is a clean end too.
  process.exit(code ?? (asked && signal === 'SIGTERM' ? 0 : 1));
});
