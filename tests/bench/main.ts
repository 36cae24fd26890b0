// npm run bench [-- --json]: what the issue asks to measure, with its bars; `-- --contention`: several writers of one journal. Exits 0 also when a bar is missed: the line says so.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callCosts } from './calls.ts';
import { contention } from './contention.ts';
import { print } from './figures.ts';
import { site } from './site.ts';
import { disk, journalRatio } from './storage.ts';

const json = process.argv.includes('--json');
if (process.argv.includes('--contention')) {
  await contention(json);
  process.exit(0);
}
const dir = await mkdtemp(join(tmpdir(), 'cpom-bench-'));
try {
  print(disk(dir), json);
  for (const figure of await journalRatio(dir)) print(figure, json);
  for (const figure of await callCosts()) print(figure, json);
  for (const figure of await site(dir)) print(figure, json);
} finally {
  await rm(dir, { recursive: true, force: true });
}
