import { addDays, addMonths, daysBetween, earliest, isDay, isLegalDate, latest, type Day, type LegalDate } from '@cpom/kernel';
import type { Organisation } from '../organisation/contract.ts';
import type { Addressee, Announcement } from './announcement.ts';
import type { KnownContract, KnownSubmission } from './heard.ts';
import { pageOfContract, pageOfSubmission, sideOf, type Around } from './reactions.ts';

/** Days before a due date at which it is recalled; −1 is the day after (pages). */
const dayMarks = [-1, 7, 30];
/** Months before the end of a contract, so that the next one can be prepared. */
const contractMarks = [3, 6, 12];
/** Months before the end of an accreditation; the renewal file is due at four (D.4622-48 to 51). */
const accreditationMarks = [4, 5, 8, 12];
const renewalDue = 4;

const inEntry: readonly string[] = ['open', 'returned', 'reopened'];

/** The nearest mark that has been reached: after a downtime the earlier ones have lost their meaning. */
function deadline(submission: KnownSubmission, around: Around): Announcement[] {
  const { stream, state, dueOn, openedOn, service, period } = submission;
  if (!inEntry.includes(state) || !isDay(dueOn)) return [];
  const left = daysBetween(around.today, dueOn);
  const mark = dayMarks.find((days) => left <= days);
  // What was opened after the day of a recall was announced by its opening.
  if (mark === undefined || openedOn > addDays(dueOn, -mark)) return [];
  return [{
    kind: 'deadline', cause: `deadline:${stream}:${mark}:${dueOn}`, to: sideOf('spsti', submission, around), path: pageOfSubmission(submission),
    about: { service, period, on: dueOn, overdue: mark < 0 },
  }];
}

/** The nearest mark reached before an end, as long as the end has not come and it was known before the mark. */
function monthMark(marks: readonly number[], end: LegalDate, since: Day | undefined, today: Day): number | undefined {
  const last = latest(end);
  const mark = today > last ? undefined : marks.find((months) => addMonths(last, -months) <= today);
  return mark !== undefined && since !== undefined && since > addMonths(last, -mark) ? undefined : mark;
}

/** Another signed contract takes over for each service. */
const isRenewed = (contract: KnownContract, contracts: readonly KnownContract[]): boolean =>
  contract.services.length > 0 && contract.services.every((service) => contracts.some((other) =>
    other.id !== contract.id && other.stage === 'signed' && other.services.includes(service) && other.expiresOn > contract.expiresOn));

function contractEnds(contract: KnownContract, { contracts, today }: Around): Announcement[] {
  const { id, reference, stage, signedOn, expiresOn, provisional, services, funds, authority } = contract;
  if (stage !== 'signed' || !isLegalDate(expiresOn)) return [];
  const mark = monthMark(contractMarks, expiresOn, isLegalDate(signedOn) ? earliest(signedOn) : undefined, today);
  if (mark === undefined || isRenewed(contract, contracts)) return [];
  const to: Addressee[] = [
    { organisation: authority, roles: ['dreets-agent'] },
    ...services.map((organisation): Addressee => ({ organisation, roles: ['spsti-director'] })),
    ...funds.map((organisation): Addressee => ({ organisation, roles: ['fund-agent'] })),
  ];
  return [{ kind: 'contract-ends', cause: `contract-ends:contract-${id}:${mark}:${expiresOn}`, to, path: pageOfContract(id), about: { contract: reference, on: expiresOn, provisional } }];
}

function accreditationEnds({ id, accreditations, succeeded }: Organisation, { authority, today }: Around): Announcement[] {
  const last = [...accreditations].sort((a, b) => (latest(a.expiresOn) < latest(b.expiresOn) ? -1 : 1)).at(-1);
  if (!last || last.state === 'renewal-examined' || (succeeded && succeeded.on <= today)) return [];
  const mark = monthMark(accreditationMarks, last.expiresOn, undefined, today);
  if (mark === undefined) return [];
  const to: Addressee[] = [{ organisation: id, roles: ['spsti-director'] }, { organisation: authority, roles: ['dreets-agent'] }];
  return [{
    kind: 'accreditation-ends', cause: `accreditation-ends:organisation-${id}:${mark}:${last.expiresOn}`, to, path: `/annuaire/${id}`,
    about: { service: id, on: last.expiresOn, overdue: mark <= renewalDue },
  }];
}

/** What the calendar calls for today. */
export const dueToday = (around: Around, organisations: readonly Organisation[]): readonly Announcement[] => [
  ...around.submissions.flatMap((submission) => deadline(submission, around)),
  ...around.contracts.flatMap((contract) => contractEnds(contract, around)),
  ...organisations.flatMap((organisation) => accreditationEnds(organisation, around)),
];
