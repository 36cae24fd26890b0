import { daysBetween, type Day, type Instant } from '@cpom/kernel';
import { servicesAsked, type AskDoc } from './reactions.ts';
import type { CampaignDoc } from './submission/views.ts';

/** What the calendar asks for: a command to one submission, with a cause that makes it happen once. */
export type Scheduled =
  | { readonly kind: 'note-progress' | 'note-targets'; readonly stream: string; readonly cause: string }
  | { readonly kind: 'remind'; readonly stream: string; readonly cause: string; readonly daysBefore: number }
  | { readonly kind: 'open-first'; readonly service: string; readonly campaign: string; readonly cause: string };

export interface Watched {
  readonly stream: string;
  readonly version: number;
  readonly doc: CampaignDoc;
}

/** What the calendar looks at. */
export interface Calendar {
  readonly now: Instant;
  readonly today: Day;
  readonly submissions: readonly Watched[];
  readonly asks: readonly AskDoc[];
}

const progressEvery = 60_000;
const inEntry: ReadonlySet<string> = new Set(['open', 'returned', 'reopened']);
/** Days before the due date at which it is recalled; −1 is the day after. */
const reminders = [-1, 7, 30];

function progress({ stream, version, doc }: Watched, now: Instant): Scheduled[] {
  const rested = Date.parse(now) - Date.parse(doc.saidAt) >= progressEvery;
  const due = inEntry.has(doc.phase) && doc.answeredByAll !== doc.answeredSaid && rested;
  return due ? [{ kind: 'note-progress', stream, cause: `progress:${version}` }] : [];
}

/** The nearest reminder only: after a downtime the earlier ones have lost their meaning. */
function reminder({ stream, doc }: Watched, today: Day): Scheduled[] {
  if (!inEntry.has(doc.phase) || doc.dueOn === '') return [];
  const left = daysBetween(today, doc.dueOn);
  const daysBefore = reminders.find((days) => left <= days);
  if (daysBefore === undefined || doc.reminded.some((done) => done <= daysBefore)) return [];
  return [{ kind: 'remind', stream, daysBefore, cause: `remind:${daysBefore}:${doc.dueOn}` }];
}

/** A contract signed here opens the year's campaign of its services by itself; what was taken over from the past does not. */
function firstCampaigns({ asks, submissions, today }: Calendar): Scheduled[] {
  const campaign = today.slice(0, 4);
  const known = new Set(submissions.map(({ doc }) => `${doc.campaign} ${doc.service}`));
  const lived = asks.filter(({ origin }) => origin === 'saisie' || origin === '');
  return servicesAsked(lived, today, today).filter((service) => !known.has(`${campaign} ${service}`))
    .map((service): Scheduled => ({ kind: 'open-first', service, campaign, cause: `open:${campaign}` }));
}

/** All that is due now. The same calendar gives the same list: doing it twice changes nothing. */
export const dueNow = (calendar: Calendar): readonly Scheduled[] => [
  ...calendar.submissions.flatMap((one) => [...progress(one, calendar.now), ...reminder(one, calendar.today)]),
  ...firstCampaigns(calendar),
];
