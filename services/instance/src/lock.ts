import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Somebody else works on the same data. */
export class DataInUse extends Error {
  constructor(dir: string, pid: number) {
    super(`The data in ${dir} are in use by process ${pid}: stop it first, or choose another DATA_DIR.`);
    this.name = 'DataInUse';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes the data folder for this process: two would each believe to be the only writer. What a killed process left is taken over. */
export async function lockData(dir: string): Promise<() => Promise<void>> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, 'lock');
  const release = (): Promise<void> => rm(file, { force: true });
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return release;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(await readFile(file, 'utf8'));
      if (pid > 0 && pid !== process.pid && isAlive(pid)) throw new DataInUse(dir, pid);
      await release();
    }
  }
  throw new Error(`${file} comes back each time it is removed`);
}
