import type { Clock } from '@cpom/platform';
import type { Mailer } from '@cpom/service';
import type { Person } from '../person/contract.ts';
import type { People } from '../person/people.ts';
import { hindrance, lettersOf, nextTry, type Hour, type Letter } from './letters.ts';
import type { Notice, Outbox, Trouble } from './outbox.ts';
import { stillHolds } from './recipients.ts';
import { digestOf, letterOf, type Site } from './words.ts';

export interface PostDeps {
  readonly outbox: Outbox;
  readonly people: Pick<People, 'byId'>;
  /** Absent: nothing leaves, the outbox is only shown. */
  readonly mailer?: Mailer;
  readonly site: Site;
  readonly clock: Clock;
  readonly timeZone: string;
  personOf(personId: string): Promise<Person>;
}

const hourIn = (clock: Clock, timeZone: string): Hour => {
  const now = clock.now();
  const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(new Date(now)));
  return { now, today: clock.today(), hour };
};

const giveUp = (trouble: Trouble): Partial<Notice> => ({ status: 'failed', trouble, nextTryAt: '' });

/** What of a letter may leave: a role taken back, an old notice, or a changed mind keep the rest here. */
async function leaving({ outbox, personOf }: PostDeps, { personId, notices }: Letter, hour: Hour): Promise<readonly Notice[]> {
  const { memberships } = await personOf(personId);
  const kept: Notice[] = [];
  for (const notice of notices) {
    const trouble = hindrance(notice, stillHolds(memberships, notice, hour.today), hour);
    if (trouble !== '') await outbox.change(notice, giveUp(trouble));
    else if (outbox.choiceOf(personId) === 'none') await outbox.change(notice, { status: 'muted', nextTryAt: '' });
    else kept.push(notice);
  }
  return kept;
}

/** Sends one letter; says whether the mail server answered, so that the others need not wait for one that does not. */
async function sendOne(deps: PostDeps, mailer: Mailer, letter: Letter, hour: Hour): Promise<boolean> {
  const notices = await leaving(deps, letter, hour);
  const [first] = notices;
  const identity = await deps.people.byId(letter.personId);
  if (!first || !identity) return true;
  const words = letter.digest ? digestOf(notices, hour.today, deps.site) : letterOf(first, deps.site);
  const id = letter.digest ? `${letter.personId}:digest:${hour.today}` : `${letter.personId}:${first.cause}`;
  const outcome = await mailer.send({ id, to: identity.email, ...words });
  for (const notice of notices) {
    const attempts = notice.attempts + 1;
    if (outcome === 'sent') await deps.outbox.change(notice, { status: 'sent', sentAt: hour.now, attempts, trouble: '', nextTryAt: '' });
    else await deps.outbox.change(notice, { status: 'failed', attempts, trouble: outcome, nextTryAt: outcome === 'refused' ? '' : nextTry(hour.now, notice.attempts) });
  }
  return outcome !== 'unreachable';
}

/** Sends what is to leave now. A mail server that does not answer ends the round; what did not leave is tried again. */
export async function sendDue(deps: PostDeps, stopping: AbortSignal): Promise<void> {
  const { mailer } = deps;
  if (!mailer) return;
  const hour = hourIn(deps.clock, deps.timeZone);
  for (const letter of lettersOf(deps.outbox.all(), hour)) {
    if (stopping.aborted || !(await sendOne(deps, mailer, letter, hour))) return;
  }
}
