/** Someone's presence in one browser. Who they are and what they may do is asked of the directory, never kept here. */
export interface Session {
  /** Where it is kept: the hash of the cookie's secret. Safe to log; useless to an intruder. */
  readonly key: string;
  readonly personId: string;
  /** What each form must send back. */
  readonly csrf: string;
  /** Shown to the provider at sign-out. */
  readonly idToken: string;
  /** The membership the person chose to act under, when there are several. */
  readonly membershipId?: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly seenAt: number;
}

/** Eight hours without a request, twelve in all: a working day. Milliseconds. */
export const sessionLimits = { idle: 8 * 3_600_000, absolute: 12 * 3_600_000 };

/** By how much a clock may be put back under a session. One opened while the clock was hours ahead would else outlive its limits by as much. */
const putBack = 5 * 60_000;

export const isOver = ({ openedAt, seenAt }: Pick<Session, 'openedAt' | 'seenAt'>, now: number): boolean =>
  now - seenAt >= sessionLimits.idle || now - openedAt >= sessionLimits.absolute || openedAt - now > putBack;
