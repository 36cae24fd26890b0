import { Worker } from 'node:worker_threads';

/**
 * Carries the logs of SQLite files into the files, in a thread of its own: copying some megabytes and waiting twice for the disk
 * would hold the event loop for ten milliseconds and more. One an instance; whoever opened it closes it.
 */
export interface Checkpoints {
  /** The log of this open file has grown: it is carried soon. Asked again meanwhile, once more. */
  carry(path: string): void;
  /** Resolves once the running one is done, and the thread has ended. */
  close(): Promise<void>;
}

/** What the thread answers: the fault, if it could not. The log then stays, and is carried with what follows. */
export interface Carried {
  readonly path: string;
  readonly fault?: string;
}

const thread = new URL('./checkpoints-thread.ts', import.meta.url);

interface Thread {
  post(path: string | null): void;
  readonly ended: Promise<unknown>;
}

function startThread(carried: (answer: Carried) => void, failed: (fault: Error) => void): Thread {
  const worker = new Worker(thread, { execArgv: ['--disable-warning=ExperimentalWarning'] });
  // It never keeps the process alive: what is in the log is safe there.
  worker.unref();
  worker.on('message', carried).on('error', failed);
  return { post: (path) => { worker.postMessage(path); }, ended: new Promise((resolve) => { worker.once('exit', resolve); }) };
}

/** Starts the thread at the first need, and anew should it fail. `onFault` is told what could not be carried. */
export function openCheckpoints(onFault: (fault: Error, path: string) => void): Checkpoints {
  const waiting = new Set<string>();
  let running: Thread | undefined;
  let [busy, closed] = [false, false];

  function start(): Thread {
    const started = startThread(({ path, fault }) => {
      if (fault !== undefined) onFault(new Error(fault), path);
      busy = false;
      next();
    }, (fault) => { onFault(fault, ''); });
    void started.ended.then(() => { [running, busy] = [undefined, false]; });
    return started;
  }

  function next(): void {
    const [path] = waiting;
    if (busy || closed || path === undefined) return;
    waiting.delete(path);
    busy = true;
    running ??= start();
    running.post(path);
  }

  return {
    carry: (path) => {
      if (closed) return;
      waiting.add(path);
      next();
    },
    close: async () => {
      closed = true;
      waiting.clear();
      running?.post(null);
      await running?.ended;
    },
  };
}
