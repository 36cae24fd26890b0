/** Milliseconds of work after which the event loop has its turn. */
const most = 4;

/**
 * Long work in small steps: called between two of them, it lets everybody else have a turn once a few milliseconds have passed,
 * and costs next to nothing before.
 */
export function turns(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < most) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        since = performance.now();
        resolve();
      });
    });
  };
}
