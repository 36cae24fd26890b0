/** What a process that has been started by another, with a channel, tells it. */
export type Told = { readonly ready: true; readonly address: string } | { readonly caughtUp: number };
/** What it is asked. */
export interface AskedByParent {
  /** Answered with the same number once everything committed or published before has been handled here. */
  readonly caughtUp: number;
}

const isQuestion = (message: unknown): message is AskedByParent => typeof (message as { caughtUp?: unknown } | null)?.caughtUp === 'number';

/** Speaks with the process that started this one, if it gave a channel; its end is then ours. */
export function answerParent(address: string, caughtUp: () => Promise<void>, end: () => void): void {
  const tell = (told: Told): void => { if (process.connected) process.send?.(told); };
  if (!process.send) return;
  process.on('message', (message: unknown) => {
    if (isQuestion(message)) caughtUp().then(() => { tell({ caughtUp: message.caughtUp }); }, () => undefined);
  });
  process.once('disconnect', end);
  tell({ ready: true, address });
}
