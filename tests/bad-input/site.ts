import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// SQLite itself, read only: what a running process has stored is counted from outside it, and opening its journal would write.
import { DatabaseSync } from 'node:sqlite';
import { startDemoProcess, type DemoProcess } from '../support/demo-process.ts';

export interface TriedSite {
  readonly demo: DemoProcess;
  /** How much every journal of the demonstration holds, and how many documents: nothing is stored as long as it stays the same. */
  stored(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

const filesIn = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name));

function commitsIn(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(database.prepare('SELECT count(*) AS count FROM commits').get()?.['count']);
  } finally {
    database.close();
  }
}

function storedIn(dir: string): Readonly<Record<string, number>> {
  const files = filesIn(dir);
  const documents = files.filter((file) => /[\\/]files[\\/]/.test(file)).length;
  return Object.fromEntries([['documents', documents], ...files.filter((file) => file.endsWith('journal.sqlite')).map((file) => [file.slice(dir.length), commitsIn(file)] as const)]);
}

/** The demonstration, to be treated badly. */
export async function startTriedSite(): Promise<TriedSite> {
  const dir = await mkdtemp(join(tmpdir(), 'cpom-bad-'));
  const demo = await startDemoProcess({ dir, env: { CPOM_INDICATORS_CALENDAR_SECONDS: '3600' } });
  return {
    demo,
    stored: () => storedIn(dir),
    stop: async () => {
      await demo.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
