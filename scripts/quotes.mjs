// `npm run quotes`: brings the code quoted in documents up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';
import { requoted } from './lib/quotes.mjs';
import { git } from './lib/run.mjs';

for (const name of ((await git('ls-files', '-co', '--exclude-standard', '*.md')) ?? '').split('\n').filter(Boolean)) {
  const text = readFileSync(join(root, name), 'utf8');
  const current = requoted(text);
  if (current === text) continue;
  writeFileSync(join(root, name), current);
  console.log(`${name}: quotations brought up to date`);
}
