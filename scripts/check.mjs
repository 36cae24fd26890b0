// `npm run check`: everything that can be judged without running the platform. All steps run; all failures are shown.
import { join } from 'node:path';
import { staleCode } from './codegen.mjs';
import { breakingChanges } from './lib/breaking.mjs';
import { deadReferences } from './lib/documents.mjs';
import { cache } from './lib/paths.mjs';
import { buf, tool } from './lib/tool.mjs';

const types = () => tool('typescript/bin/tsc', ['-p', '.', '--incremental', '--tsBuildInfoFile', join(cache, 'tsc.tsbuildinfo')]);
// No cache: rules that ask the types judge a file by others too, and a cached verdict would be about their former content.
const lint = () => tool('eslint/bin/eslint.js', ['.', '--max-warnings', '0']);

const steps = [
  ['types', types],
  ['lint', lint],
  ['buf lint', () => buf('lint')],
  ['buf breaking', breakingChanges],
  ['generated code', staleCode],
  ['documents', deadReferences],
];

async function timed([name, step]) {
  const start = performance.now();
  const result = await step().catch((error) => ({ ok: false, output: String(error?.stack ?? error) }));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${name}${result.note ? ` (${result.note})` : ''}, ${seconds} s`);
  if (!result.ok) console.log(result.output);
  return { name, ok: result.ok };
}

/** Runs every step, the two long ones beside the short ones; how many passed, and the names of those that failed. */
export async function check() {
  const [long, short] = [steps.slice(0, 2), steps.slice(2)];
  const results = await Promise.all([
    ...long.map(timed),
    short.reduce(async (before, step) => [...(await before), await timed(step)], Promise.resolve([])),
  ]);
  const failed = results.flat().filter(({ ok }) => !ok).map(({ name }) => name);
  return { passed: steps.length - failed.length, failed };
}

if (process.argv[1]?.endsWith('check.mjs')) {
  const { passed, failed } = await check();
  console.log(`check: ${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
