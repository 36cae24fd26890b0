// The servers of the distributed engine, for the tests: what they need on a new machine, and one pair shared by a whole run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { nodeEnvironment, nodePath, root } from './paths.mjs';

const onPath = (name) => (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));
const works = (command, args) => spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
const typescript = (file, ...args) => ['--disable-warning=ExperimentalWarning', join(root, file), ...args];

/** Says whether there are servers already: named by the environment, or to be had from Docker. */
const elsewhere = () => Boolean(process.env.MONGO_URL && process.env.KAFKA_BROKERS) || (onPath('docker') && works('docker', ['info']));

/** The Debian packages that the local engine lacks. */
function missingPackages() {
  const needs = [
    ['default-jre-headless', () => onPath('java')],
    ['maven', () => onPath('mvn')],
    ['python3-venv', () => works('python3', ['-c', 'import ensurepip, venv'])],
  ];
  return needs.filter(([, there]) => !there()).map(([name]) => name);
}

/** Gets what the distributed engine needs; in CI, as root, also its Debian packages. What cannot be had is said, and how to get it. */
export function readyEngine(install) {
  if (elsewhere()) return;
  if (missingPackages().length > 0 && process.env.CI === 'true') install(missingPackages());
  const lacking = missingPackages();
  if (lacking.length > 0) {
    console.warn('No distributed engine: its tests will be left out, and named at the end.\n'
      + `To run them: sudo apt-get install -y ${lacking.join(' ')}   (or Docker, or MONGO_URL and KAFKA_BROKERS)`);
    return;
  }
  const { status } = spawnSync(nodePath(), typescript('infra/local/main.ts', '--fetch'), { cwd: root, stdio: 'inherit', env: nodeEnvironment() });
  if (status !== 0) console.warn('The servers of the distributed engine could not be fetched: see above.');
}

/**
 * One engine for all the test files of a run: its addresses as an environment, and how to end it. Nothing where they are given
 * already or none can be had: then each file finds that out, and says so.
 */
export async function sharedEngine() {
  if (process.env.MONGO_URL && process.env.KAFKA_BROKERS) return { environment: {}, stop: async () => {} };
  const child = spawn(nodePath(), typescript('libs/testing/src/engine-share.ts'), { cwd: root, stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: nodeEnvironment() });
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  const stop = async () => {
    if (child.connected) child.disconnect();
    await ended;
  };
  let line = '';
  for await (line of createInterface(child.stdout)) if (line.startsWith('{')) break;
  if (!line.startsWith('{')) {
    await stop();
    return { environment: {}, stop: async () => {} };
  }
  console.log(JSON.parse(line).ENGINE_SAID);
  return { environment: JSON.parse(line), stop };
}
