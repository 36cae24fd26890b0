/** Progress goes beside the figures. */
export const tell = (sentence: string): void => { process.stderr.write(`${sentence}\n`); };

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
