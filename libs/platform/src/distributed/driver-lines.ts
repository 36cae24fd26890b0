import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** A line of the driver to the server, as far as it is known here. It says `close` once, when it is given up; why is then its `error`. */
export interface Line extends Pick<EventEmitter, 'once' | 'off'> {
  readonly error: Error | null;
}

type Write = (this: Line, ...args: unknown[]) => Promise<unknown>;

/**
 * A write that ends with its line. The driver's own waits until the socket has taken all, and is told of a fault; a socket whose server is
 * gone, and that is being closed, says neither: whoever asked waited for ever, and one of the few lines was lost with each (7.8 and 7.9).
 */
export const endingWithLine = (write: Write): Write => async function (this: Line, ...args) {
  const gone = Promise.withResolvers<never>();
  const onClose = (): void => { gone.reject(this.error ?? new Error('the line was closed')); };
  this.once('close', onClose);
  try {
    return await Promise.race([write.apply(this, args), gone.promise]);
  } finally {
    this.off('close', onClose);
  }
};

const ours = Symbol('ends with its line');

/** Mends the driver that mongoose uses, once in a process. Throws where the driver is not made as the one that this was written for. */
export function mendDriver(): void {
  const here = createRequire(import.meta.url);
  const driver = createRequire(here.resolve('mongoose'));
  const { Connection } = driver('mongodb/lib/cmap/connection.js') as { readonly Connection?: { readonly prototype: { writeCommand?: Write; [ours]?: true } } };
  const prototype = Connection?.prototype;
  if (typeof prototype?.writeCommand !== 'function') throw new Error('the driver of MongoDB has changed: see driver-lines.ts');
  if (prototype[ours]) return;
  prototype.writeCommand = endingWithLine(prototype.writeCommand);
  prototype[ours] = true;
}
