import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const mebibytes = 1_048_576;

/** The databases under a folder with their logs, the largest first; what is under a mebibyte is left out. */
export async function sizesIn(dir: string): Promise<readonly { readonly name: string; readonly size: number }[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sizes = new Map<string, number>();
  for (const entry of entries.filter((one) => one.isFile() && /\.sqlite/.test(one.name))) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(dir, path).replace(/\.sqlite.*$/, '').replaceAll(/[\\/]/g, '.');
    sizes.set(name, (sizes.get(name) ?? 0) + (await stat(path)).size / mebibytes);
  }
  return [...sizes].map(([name, size]) => ({ name, size })).filter(({ size }) => size >= 1).sort((a, b) => b.size - a.size);
}
