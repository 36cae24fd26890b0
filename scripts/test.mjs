// `npm test`: the check, then every test. `npm test -- path` runs those tests alone, without the check.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './check.mjs';
import { sharedEngine } from './lib/engine.mjs';
import { cache, nodeEnvironment, nodePath, root } from './lib/paths.mjs';

const limitMs = 25 * 60_000;
const report = join(cache, `jest-${process.pid}.json`);

function jest(args, environment) {
  mkdirSync(cache, { recursive: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const own = ['--maxWorkers=2', '--json', `--outputFile=${report}`, '--testLocationInResults'];
  const child = spawn(nodePath(), [...flags, join(root, 'node_modules/jest/bin/jest.js'), ...own, ...args], {
    cwd: root, stdio: ['ignore', 'inherit', 'inherit'],
    // Workers do not inherit flags, they inherit the environment.
    env: { ...nodeEnvironment(), ...environment, NODE_OPTIONS: [process.env.NODE_OPTIONS, ...flags].filter(Boolean).join(' ') },
  });
  const limit = setTimeout(() => {
    console.error(`The tests did not end within ${limitMs / 60_000} minutes: stopped.`);
    child.kill('SIGKILL');
  }, limitMs);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('close', (code) => { clearTimeout(limit); resolve(code); }));
}

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  } finally {
    rmSync(report, { force: true });
  }
}

const nameOf = (file, test) => `${file.name.slice(root.length)} › ${test.fullName}`;

/** A skipped test says why in its own name or in its group's; it is listed, so that nobody takes it for a passed one. */
function skippedIn(results) {
  return results.testResults.flatMap((file) => file.assertionResults
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => nameOf(file, test)));
}

function failedIn(results) {
  return results.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed').map((test) => nameOf(file, test));
    return failed.length === 0 && file.status === 'failed' ? [`${file.name.slice(root.length)} › could not run`] : failed;
  });
}

function list(title, names) {
  if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  ${name}`).join('\n')}`);
}

const args = process.argv.slice(2);
const checked = args.length === 0 ? await check() : { passed: 0, failed: [] };
// Some tests alone find their engine themselves, if they need one.
const engine = args.length === 0 ? await sharedEngine() : { environment: {}, stop: async () => {} };
const code = await jest(args, engine.environment);
await engine.stop();
const results = readReport();
const [skipped, broken] = results ? [skippedIn(results), failedIn(results)] : [[], ['jest gave no result']];
// A run that ends badly without naming a test (nothing matched, a worker that died) is a failure too.
const untold = broken.length === 0 && code !== 0 ? [`jest ended with code ${code}`] : [];
const failures = [...checked.failed.map((name) => `check › ${name} (npm run check)`), ...broken, ...untold];
list('Skipped', skipped);
list('Failed', failures);
const passed = checked.passed + (results?.numPassedTests ?? 0);
const failed = failures.length;
console.log(`\n(${checked.passed + checked.failed.length} of these are the steps of the check)`);
console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
