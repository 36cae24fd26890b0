import { join } from 'node:path';
import { nodeEnvironment, nodePath, root } from './paths.mjs';
import { run } from './run.mjs';

/** Runs an installed package's program with our Node, without a shell or npx: the same on every platform. */
export const tool = (script, args, options = {}) =>
  run(nodePath(), [join(root, 'node_modules', script), ...args], { env: nodeEnvironment(), ...options });

/** buf, which lints, compares and generates from proto/. */
export const buf = (...args) => tool('@bufbuild/buf/bin/buf', args, { cwd: join(root, 'proto') });
