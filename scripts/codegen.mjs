// Writes proto/gen from proto/**/*.proto. `--check`: fails when what is committed is not what would be written.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
execFileSync('npx', ['buf', 'generate'], { cwd: `${root}proto`, stdio: 'inherit' });

if (process.argv.includes('--check')) {
  const changed = execFileSync('git', ['status', '--porcelain', '--', 'proto/gen'], { cwd: root, encoding: 'utf8' });
  if (changed !== '') {
    console.error(`proto/gen is not current; run "npm run codegen" and commit:\n${changed}`);
    process.exit(1);
  }
}
