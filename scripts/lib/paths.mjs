// Where things are. Plain JavaScript that an old Node reads too: these scripts run before the right one is there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Caches: may be deleted at any time. */
export const cache = join(root, '.cache');

export const neededNode = 24;

/** What Node is told when it runs the services of an instance together. */
export const { together: nodeFlags } = JSON.parse(readFileSync(join(root, 'services/instance/node.json'), 'utf8'));

const windows = process.platform === 'win32';

/** The npm package that brings Node for this platform; the lock file says whether there is one. */
export const nodePackage = `node-${windows ? 'win' : process.platform}-${process.arch}`;

/** The Node that npm installed for this platform, if there is one; else the one that runs. */
export function nodePath() {
  const installed = join(root, 'node_modules', nodePackage, 'bin', windows ? 'node.exe' : 'node');
  return existsSync(installed) ? installed : process.execPath;
}

/** The environment of a child that runs our sources: what was compiled once is kept. */
export const nodeEnvironment = () => ({
  ...process.env,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(cache, 'compile'),
});
