// npm run bench -- --contention [--json]: 1, 4 and 16 processes that write one journal of the distributed engine at once.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { environment } from '@cpom/service';
import { engine } from '@cpom/testing';
import { openDistributedJournal } from '@cpom/platform/distributed';
import { percentile, print, type Figure } from './figures.ts';

const program = fileURLToPath(new URL('./contention-writer.ts', import.meta.url));
const [callers, seconds] = [4, 5];

interface Written {
  readonly tried: number;
  readonly written: number;
  readonly inserts: number;
  /** Acknowledged before the time was over. */
  readonly inTime: number;
  readonly waits: readonly number[];
}

/** A process that waits for `go`, then writes; `done` says what it did. */
async function writer(url: string, instance: string, name: string): Promise<{ go(): void; readonly done: Promise<Written> }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, url, instance, name, String(callers), String(seconds)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: said } = await lines.next();
  if (said !== 'ready') throw new Error(`a writer said ${String(said)}`);
  const done = lines.next().then(({ value }) => JSON.parse(String(value)) as Written);
  return { go: () => void child.stdin.write('go\n'), done };
}

async function round(url: string, processes: number): Promise<readonly Figure[]> {
  const instance = `bench-${randomUUID().slice(0, 8)}`;
  const writers = await Promise.all(Array.from({ length: processes }, (_, index) => writer(url, instance, `w${index}`)));
  for (const { go } of writers) go();
  const all = await Promise.all(writers.map(({ done }) => done));
  const total = (of: (one: Written) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  const [written, tried, inserts] = [total((one) => one.written), total((one) => one.tried), total((one) => one.inserts)];
  const journal = await openDistributedJournal({ url, instance, service: 'bench', newEpochId: randomUUID });
  const { position } = await journal.head();
  await journal.close();
  if (position !== written) throw new Error(`${written} commits were acknowledged, the journal has ${position}`);
  const note = `${callers} callers a process; ${(written / inserts).toFixed(1)} commits an insert; wait p50 ${percentile(all.flatMap(({ waits }) => waits), 0.5).toFixed(0)} ms, p99 ${percentile(all.flatMap(({ waits }) => waits), 0.99).toFixed(0)} ms`;
  return [
    { name: `contention.${processes}.commits_per_s`, value: total((one) => one.inTime) / seconds, unit: '/s', note },
    { name: `contention.${processes}.tries_per_commit`, value: tried / written, unit: '×' },
  ];
}

/** Prints what each number of processes does together. No bar: on the stand-in they say nothing of MongoDB's speed. */
export async function contention(json: boolean): Promise<void> {
  const { mongoUrl, stop } = await engine(environment(), { broker: false });
  try {
    for (const processes of [1, 4, 16]) for (const figure of await round(mongoUrl, processes)) print(figure, json);
  } finally {
    await stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await contention(process.argv.includes('--json'));
