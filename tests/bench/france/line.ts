import { readdirSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * The regions whose history a nation reads are other machines, and here they work on the processors that it needs: until pages are measured a
 * process of the nation comes before them in line, where the system lets it (the administrator's right). False where it does not, or is not to.
 */
export function comeFirst(pid: number, wanted: boolean): boolean {
  try {
    // Linux keeps a place in line for each thread: those that collect memory and wait for the disk come along.
    for (const thread of readdirSync(`/proc/${pid}/task`)) setPriority(Number(thread), wanted ? -10 : 0);
    return wanted;
  } catch {
    return false;
  }
}
