import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedDigest } from '../contents.ts';

/** Where a content is kept, two folders deep. Checked first: nothing but a digest ever becomes a path. */
export function placeOf(dir: string, sha256: string): string {
  const name = checkedDigest(sha256);
  return join(dir, name.slice(0, 2), name.slice(2, 4), name);
}

/** Says whether a fault is that nothing stands at the path. */
export const isAbsent = (fault: unknown): boolean =>
  typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ENOENT';

/** The size of a file in bytes, undefined when there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (fault) {
    if (isAbsent(fault)) return undefined;
    throw fault;
  }
}

/** Makes the names in a folder durable. Windows opens no folder: there the file system's own journal is relied on. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the folders of a place, if they are not there. */
export const makeFolders = (place: string): Promise<unknown> => mkdir(dirname(place), { recursive: true });

/** Makes a place durable: its name, and the names of the two folders above, which may be new. */
export async function syncFolders(place: string): Promise<void> {
  const near = dirname(place);
  for (const folder of [near, dirname(near), dirname(dirname(near))]) await syncFolder(folder);
}
