import type { FaultKind } from './plan.ts';

/** What the run saw and did, as it went. */
export interface Happened {
  /** Faults that took place, by kind; of `kill`, processes. */
  readonly faults: Map<FaultKind, number>;
  /** Processes that ended by themselves once they had started: nobody killed them. */
  readonly endedAlone: string[];
  /** Starts given up while a server was away: the platform starts them again. */
  startsAgain: number;
  readonly outOfOrder: string[];
  /** What the nation had heard beyond a copy and did not report, or reported wrongly. */
  readonly unreported: string[];
  /** What could not be done, or was not well again within its limit. */
  readonly troubles: string[];
  /** What is down or hindered at the moment, for the lines of progress. */
  readonly down: Set<string>;
}

export const nothingYet = (): Happened => ({ faults: new Map(), endedAlone: [], startsAgain: 0, outOfOrder: [], unreported: [], troubles: [], down: new Set() });

export const count = ({ faults }: Happened, kind: FaultKind, by = 1): void => { faults.set(kind, (faults.get(kind) ?? 0) + by); };

/** Asks until it is so, a few times a second; false when it was not within the limit. What fails is asked again. */
export async function within(limitMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + limitMs; Date.now() < until;) {
    if (await isSo().catch(() => false)) return true;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return false;
}
