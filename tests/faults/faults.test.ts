import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { onEngine } from '@cpom/testing';
import { forms } from './forms.ts';
import { kinds, type FaultKind } from './plan.ts';

const program = fileURLToPath(new URL('main.ts', import.meta.url));
const limitMs = 240_000;

interface Line { readonly name: string; readonly value: number; readonly met: boolean; readonly note?: string }

/** `npm run faults -- --short --json` on one engine, as anybody would run it. What it says goes to the output: it names the seed. */
async function faults(engine: string): Promise<{ readonly code: number | null; readonly figures: ReadonlyMap<string, Line> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--disable-warning=TimeoutNegativeWarning', program, '--short', '--json', '--engine', engine], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } });
  const limit = setTimeout(() => { child.kill('SIGTERM'); }, limitMs);
  const exited = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
  child.stderr.pipe(process.stdout, { end: false });
  const figures = new Map<string, Line>();
  for await (const line of createInterface(child.stdout)) {
    const figure = JSON.parse(line) as Line;
    figures.set(figure.name.slice(`${engine}.faults.`.length), figure);
    process.stdout.write(`faults: ${figure.name} ${figure.value} ${figure.note ?? ''}\n`);
  }
  const code = await exited;
  clearTimeout(limit);
  return { code, figures };
}

const zeros = ['lost', 'twice', 'disagree', 'unverified', 'order', 'hands', 'parked', 'unreported'];
/** The figure that counts a kind of fault. */
const figureOf = (kind: FaultKind): string => ({ kill: 'kills', cut: 'cuts', slow: 'cuts' })[kind as string] ?? kind.replaceAll('-', '_');

async function holds(engine: 'embedded' | 'distributed'): Promise<void> {
  const { code, figures } = await faults(engine);
  expect(zeros.map((name) => [name, figures.get(name)?.value, figures.get(name)?.note])).toEqual(zeros.map((name) => [name, 0, undefined]));
  expect(figures.get('acknowledged')?.value).toBeGreaterThanOrEqual(300);
  for (const kind of kinds.filter((one) => forms.short[engine].counts[one] !== undefined)) expect([kind, (figures.get(figureOf(kind))?.value ?? 0) > 0]).toEqual([kind, true]);
  expect([...figures.values()].filter(({ met }) => !met)).toEqual([]);
  expect(code).toBe(0);
}

test('given instances on the embedded engine, when all goes wrong at random while they work, then nothing acknowledged is lost or counted twice', () => holds('embedded'), limitMs + 10_000);

// Brokers and a database of our own in any case: these are killed. Claims about Apache Kafka, and about SecantusDB, which stands in for MongoDB.
await onEngine('services on the distributed engine', () => {
  test('when all goes wrong at random while they work, then nothing acknowledged is lost or counted twice', () => holds('distributed'), limitMs + 10_000);
});
