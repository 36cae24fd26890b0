import { daysBetween, type Day, type Instant } from '@cpom/kernel';
import type { Notice, Trouble } from './outbox.ts';

/** The time, as the postman needs it. */
export interface Hour {
  readonly now: Instant;
  readonly today: Day;
  /** Hour of the day in the instance's time zone. */
  readonly hour: number;
}

/** Notices that leave together to one person: one by itself, or the morning's. */
export interface Letter {
  readonly personId: string;
  readonly digest: boolean;
  readonly notices: readonly Notice[];
}

/** The digest leaves from seven o'clock on. */
const morning = 7;
/** After that many days a notice is old news. */
const patienceDays = 3;

const isTried = ({ status, nextTryAt }: Notice): boolean => status === 'queued' || (status === 'failed' && nextTryAt !== '');

const isReady = (notice: Notice, { now, today, hour }: Hour): boolean =>
  isTried(notice) && notice.nextTryAt <= now && (notice.sendOn < today || (notice.sendOn === today && (!notice.digest || hour >= morning)));

const isLate = ({ sendOn }: Notice, { today }: Hour): boolean => daysBetween(sendOn as Day, today) > patienceDays;

/** What leaves now, the oldest first: each notice alone, or with the others of the person's digest. */
export function lettersOf(notices: readonly Notice[], hour: Hour): readonly Letter[] {
  const ready = notices.filter((notice) => isReady(notice, hour)).reverse();
  const alone = ready.filter(({ digest }) => !digest).map((notice): Letter => ({ personId: notice.personId, digest: false, notices: [notice] }));
  const together = Map.groupBy(ready.filter(({ digest }) => digest), ({ personId }) => personId);
  return [...alone, ...[...together].map(([personId, mine]): Letter => ({ personId, digest: true, notices: mine }))];
}

/** Why a notice will not leave any more; empty when it still may. */
export function hindrance(notice: Notice, holdsRole: boolean, hour: Hour): Trouble {
  if (!holdsRole) return 'left';
  return isLate(notice, hour) ? 'late' : '';
}

/** The next try after so many: a minute later, then twice as long each time, six hours at most. */
export const nextTry = (now: Instant, attempts: number): string => new Date(Date.parse(now) + Math.min(360, 2 ** Math.min(attempts, 9)) * 60_000).toISOString();
