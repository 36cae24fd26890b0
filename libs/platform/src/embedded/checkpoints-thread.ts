// The thread of checkpoints.ts. It opens the file anew each time, so that the program remains the last to close it.
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import type { Carried } from './checkpoints.ts';

/** As much of the log as no reader needs and no writer is writing; nobody waits for it. */
function carry(path: string): Carried {
  // Gone meanwhile (its folder was deleted): opening it would make an empty one.
  if (!existsSync(path)) return { path };
  try {
    const file = new DatabaseSync(path, { timeout: 1_000 });
    try {
      file.exec('PRAGMA synchronous = NORMAL');
      file.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
    } finally {
      file.close();
    }
    return { path };
  } catch (fault) {
    return { path, fault: String(fault) };
  }
}

parentPort?.on('message', (path: string | null) => {
  if (path === null) parentPort?.close();
  else parentPort?.postMessage(carry(path));
});
