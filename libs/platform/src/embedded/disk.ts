import { close, closeSync, fdatasync, openSync } from 'node:fs';

/** Says when what was written to a SQLite file is on the disk, without holding the event loop meanwhile. */
export interface Disk {
  /** Resolves once all that was written before the call survives a loss of power; once the disk has failed, rejects for ever. */
  durable(): Promise<void>;
  /** What the disk answered when it failed. What was written before is unknown from then on: only opening the file again tells. */
  failure(): Error | undefined;
  close(): void;
}

export type Sync = (descriptor: number, done: (fault: Error | null) => void) => void;

/**
 * The log (`-wal`) of an open SQLite file. With `synchronous=NORMAL` SQLite writes it at each commit and leaves to us when it reaches the
 * disk: one `fdatasync` at a time, in a thread, and those who come meanwhile share the next one. SQLite itself would hold the event loop.
 */
export function diskOf(path: string, sync: Sync = fdatasync): Disk {
  let descriptor: number | undefined;
  let failure: Error | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function start(): Promise<void> {
    // Opened late: the log is there once something was written. For writing, since Windows flushes nothing else.
    const log = (descriptor ??= openSync(`${path}-wal`, 'r+'));
    running = new Promise<void>((resolve, reject) => {
      sync(log, (fault) => {
        running = undefined;
        failure ??= fault ?? undefined;
        if (failure) reject(failure);
        else resolve();
      });
    });
    return running;
  }

  return {
    failure: () => failure,
    durable: async () => {
      if (failure) throw failure;
      if (!running) return start();
      const after = (): Promise<void> => {
        next = undefined;
        return running ?? start();
      };
      return (next ??= running.then(after));
    },
    close: () => {
      const log = descriptor;
      if (log === undefined) return;
      if (running) void running.catch(() => undefined).then(() => { close(log); });
      else closeSync(log);
      descriptor = undefined;
    },
  };
}
