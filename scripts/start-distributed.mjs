// Starts the demonstration on Kafka and a database, every service in a process of its own: the servers that MONGO_URL and KAFKA_BROKERS
// name, else those of infra/local, whose data stay in DATA_DIR. Ctrl-C or SIGTERM ends it all within 10 s.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeEnvironment, nodeFlags, nodePath, root } from './lib/paths.mjs';

const graceMs = 8_000;
const args = process.argv.slice(2);
const data = resolve(process.env.DATA_DIR ?? join(root, 'data/distributed'));
const children = [];
let asked = false;

/** A group of its own: Ctrl-C reaches the terminal's whole group, and each child must hear of it once, from here, in order. */
function start(file, more, env, stdio) {
  const child = spawn(nodePath(), [...nodeFlags, join(root, file), ...more], { cwd: root, stdio, env: { ...nodeEnvironment(), ...env }, detached: process.platform !== 'win32' });
  const exited = new Promise((done) => { child.once('exit', (code) => done(code ?? 1)); });
  child.once('error', (error) => console.error(error.message));
  children.push(child);
  return { child, exited };
}

/** The servers: given, or started here. Undefined when they could not be. */
async function servers() {
  const { MONGO_URL, KAFKA_BROKERS } = process.env;
  if (MONGO_URL && KAFKA_BROKERS) return { env: {}, stop: async () => {} };
  if (args.includes('--fresh')) rmSync(join(data, 'engine'), { recursive: true, force: true });
  const { child, exited } = start('infra/local/main.ts', ['--data', join(data, 'engine')], {}, ['ignore', 'pipe', 'inherit', 'ipc']);
  let line = '';
  for await (line of createInterface({ input: child.stdout })) break;
  const found = Object.fromEntries(line.split(' ').map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
  if (!found.KAFKA_BROKERS) return undefined;
  console.log(line);
  return { env: { ...found, ENGINE_DATA: join(data, 'engine') }, stop: async () => { child.kill('SIGTERM'); await exited; } };
}

function force() {
  console.error(`Still running after ${graceMs / 1000} s: stopped by force.`);
  for (const child of children) child.kill('SIGKILL');
}

let demo;
function end() {
  if (asked) return;
  asked = true;
  demo?.child.kill('SIGTERM');
  setTimeout(force, graceMs).unref();
  if (!demo) for (const child of children) child.kill('SIGTERM');
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

const engine = await servers();
if (engine === undefined || asked) process.exit(1);
demo = start('services/instance/src/processes/main.ts', args, { ...engine.env, DATA_DIR: data }, 'inherit');
const code = await demo.exited;
await engine.stop();
process.exit(asked ? 0 : code);
