import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What the journals come from: when one of these files changes, they are made anew. */
const sources = [
  'libs/testing/src/france', 'libs/kernel/src', 'libs/platform/src', 'services/directory/src/organisation', 'services/contracts/src', 'services/indicators/src/catalogue',
  'services/indicators/src/submission', 'services/indicators/src/targets', 'proto/gen', 'tests/bench/france/domain.ts', 'tests/bench/france/perform.ts', 'tests/bench/france/region.ts',
  'tests/bench/france/buffer.ts', 'tests/bench/france/limits.ts',
] as const;

// What reads the journals may change without making them again: the platform's readers are among these.
const besides = /\.(?:test|fixture)\.ts$|services\/contracts\/src\/(?:rpc|formats|sentences|service|surroundings)|libs\/platform\/src\/(?:distributed|suites)\/|(?:project|projections|pump|heads|feed|consume|relay|views|telemetry)[^/]*\.ts$/;

async function filesUnder(path: string): Promise<string[]> {
  if (path.endsWith('.ts')) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

/** A digest of the code that makes the journals. */
export async function codeDigest(): Promise<string> {
  const files = (await Promise.all(sources.map(filesUnder))).flat().filter((path) => !besides.test(path)).sort();
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest('hex').slice(0, 12);
}

/** The folder of what was made for this key; made whole, or not there. Kept from one run to the next. */
export async function cached<T>(key: string, make: (dir: string) => Promise<T>): Promise<{ readonly dir: string; readonly said: T }> {
  const dir = join(tmpdir(), 'cpom-france', key);
  const note = join(dir, 'made.json');
  if (!existsSync(note)) {
    const partial = `${dir}.${process.pid}.partial`;
    await rm(dir, { recursive: true, force: true });
    await mkdir(dirname(partial), { recursive: true });
    try {
      const said = await make(partial);
      await writeFile(join(partial, 'made.json'), JSON.stringify(said));
      await rename(partial, dir);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
  return { dir, said: JSON.parse(await readFile(note, 'utf8')) as T };
}
