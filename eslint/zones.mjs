import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url)).replaceAll('\\', '/');

export const sources = ['libs/**/*.ts', 'services/**/*.ts', 'infra/**/*.ts'];
/** Tests, what they share, and the suites that every adapter of a port runs. */
export const tests = ['**/*.test.ts', '**/*.fixture.ts', 'tests/**/*.ts', 'libs/testing/**/*.ts', 'libs/platform/src/suites/**/*.ts'];

/** A file's path from the top of the repository, with forward slashes. */
export const placeOf = (filename) => filename.replaceAll('\\', '/').replace(root, '');

export const isTest = (place) => /\.(?:test|fixture)\.ts$/.test(place) || /^(?:tests|libs\/testing|libs\/platform\/src\/suites)\//.test(place);

/** `services/contracts`, `libs/kernel`, `proto`, `tests`…: the folder that a file may not reach out of. */
export const workspaceOf = (place) => /^(?:(?:libs|services)\/[^/]+|[^/]+)/.exec(place)?.[0] ?? '';

/** Where a relative import leads, from the top of the repository. */
export const resolved = (place, target) => posix.normalize(posix.join(posix.dirname(place), target));

/** The packages that a workspace's own package.json names; undefined where there is none. */
export function declaredBy(workspace) {
  const file = join(root, workspace, 'package.json');
  if (!existsSync(file)) return undefined;
  const { dependencies = {}, devDependencies = {}, name } = JSON.parse(readFileSync(file, 'utf8'));
  return new Set([name, ...Object.keys(dependencies), ...Object.keys(devDependencies)]);
}

/** `@cpom/proto/contracts/v1/events` → `@cpom/proto`; `jose/jwt` → `jose`. */
export const packageOf = (target) => target.split('/').slice(0, target.startsWith('@') ? 2 : 1).join('/');
