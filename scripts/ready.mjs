// Before `npm start` and `npm test`: installs what is missing, or names the command that does.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserPath } from './lib/browser.mjs';
import { readyEngine } from './lib/engine.mjs';
import { neededNode, nodePackage, nodePath, root } from './lib/paths.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Says whether node_modules holds what the lock file asks for; by content, for a clone or a pull changes dates alone. */
function installed() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const present = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    const found = present[path];
    if (found === undefined) return wanted.optional === true && path !== `node_modules/${nodePackage}`;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function install() {
  console.log('Installing packages (npm ci), about half a minute…');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const { status } = spawnSync(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, stdio: 'inherit', shell: npm === undefined && process.platform === 'win32',
  });
  if (status !== 0) stop('npm ci failed: see above. Nothing else was tried.');
}

/**
 * `npm start` is `exec node …`: the shell between npm and us steps aside, so that a signal sent to npm arrives and our exit
 * code is npm's. Windows has no `exec`; this gives it one that runs what follows.
 */
function giveWindowsExec() {
  if (process.platform === 'win32') writeFileSync(join(root, 'node_modules/.bin/exec.cmd'), '@%*\r\n');
}

function stop(message) {
  console.error(message);
  process.exit(1);
}

function requireNode() {
  if (nodePath() !== process.execPath || Number(process.versions.node.split('.')[0]) >= neededNode) return;
  stop(`Node ${neededNode} or later is needed and npm brings none for ${process.platform} ${process.arch}; this is ${process.version}.\n`
    + `Install Node ${neededNode} from https://nodejs.org, then run the same command again.`);
}

/** In CI a machine is ours to complete, when we are its administrator. */
function installPackages(names) {
  const administrator = typeof process.getuid === 'function' && process.getuid() === 0;
  if (process.env.CI !== 'true' || !administrator) return;
  spawnSync('sh', ['-c', `apt-get update -q && apt-get install -y -q --no-install-recommends ${names.join(' ')}`], {
    stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function requireBrowser() {
  if (browserPath() !== undefined) return;
  installPackages(['chromium']);
  if (browserPath() !== undefined) return;
  console.warn('No Chromium found: the browser tests will be skipped, and named at the end.\n'
    + 'To run them: sudo apt-get install -y chromium   (or set CHROMIUM_PATH to a Chrome or Chromium)');
}

if (!installed()) install();
requireNode();
giveWindowsExec();
if (process.argv.includes('--test')) {
  requireBrowser();
  readyEngine(installPackages);
}
